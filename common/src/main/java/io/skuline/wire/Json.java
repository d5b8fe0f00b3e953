package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import io.skuline.event.InvalidEventException.Code;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON in, compact JSON out. Time and memory are bounded whatever the bytes are. */
final class Json {

  static final int MAX_BODY_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int USUAL_BODY_BYTES = 512;
  private static final int MAX_PROBLEM_LENGTH = 200;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxDocumentLength(MAX_BODY_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  byte[] write(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BODY_BYTES);
    try (JsonGenerator out = mapper.createGenerator(bytes)) {
      out.writeStartObject();
      content.accept(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** The body as an object. */
  Fields read(byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      throw new InvalidEventException(
          Code.TOO_LARGE,
          "",
          "the body must have at most %d bytes, has %d".formatted(MAX_BODY_BYTES, body.length));
    }
    requireUtf8(body);
    JsonNode node;
    try {
      node = mapper.readTree(body);
    } catch (JacksonException e) {
      throw malformed(describe(e));
    }
    if (!node.isObject()) {
      throw malformed("the body must be one JSON object");
    }
    return new Fields(node);
  }

  /** The parser would take UTF-16 and UTF-32 as well, and is lax about broken UTF-8. */
  private static void requireUtf8(byte[] body) {
    boolean ascii = true;
    for (byte b : body) {
      if (b == 0) {
        throw malformed("the body must be UTF-8 text, has a zero byte");
      }
      ascii &= b > 0;
    }
    if (ascii) {
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw malformed("the body must be UTF-8 text");
    }
  }

  private static InvalidEventException malformed(String problem) {
    return new InvalidEventException(Code.MALFORMED_JSON, "", problem);
  }

  private static String describe(JacksonException e) {
    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
    // The parser's note on its own source, of which nothing is shown anyway.
    problem = problem.replaceFirst("\\s*\\(start marker at .*", "");
    problem = problem.replaceFirst("^Duplicate property (\"[^\"]*\") .*", "$1 is given twice");
    if (problem.length() > MAX_PROBLEM_LENGTH) {
      problem = problem.substring(0, MAX_PROBLEM_LENGTH) + "...";
    }
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return "the body is not valid JSON" + where + ": " + problem;
  }
}
