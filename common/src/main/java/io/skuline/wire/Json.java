package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import io.skuline.event.InvalidEventException.Code;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** Reads strict JSON and writes compact JSON. Time and memory are bounded for any bytes. */
final class Json {

  static final int MAX_BODY_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int USUAL_BODY_BYTES = 512;

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
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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

  /** Returns the body as an object. A byte-order mark is ignored. */
  JsonNode read(byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      throw new InvalidEventException(
          Code.TOO_LARGE,
          "",
          "the body must have at most %d bytes, has %d".formatted(MAX_BODY_BYTES, body.length));
    }
    JsonText.requireUtf8(body);
    JsonNode node = tree(body);
    if (!node.isObject()) {
      throw JsonText.malformed("the body must be one JSON object");
    }
    return node;
  }

  /**
   * Reads the tree. The parser's own messages are about its settings and its source, so they are
   * never shown. An error says where the text stops being JSON, and shows the text there.
   */
  private JsonNode tree(byte[] body) {
    try (JsonParser parser = mapper.createParser(body)) {
      return tree(parser, body);
    } catch (UnexpectedEndOfInputException e) {
      throw JsonText.malformed("the body is not valid JSON: it ends too soon");
    } catch (StreamConstraintsException e) {
      throw JsonText.malformed(
          "the body is not valid JSON that is read here: at most %d levels deep, numbers of at most"
                  .formatted(MAX_DEPTH)
              + " %d characters".formatted(MAX_NUMBER_LENGTH));
    } catch (JacksonException e) {
      throw JsonText.notJson(body, offset(e.getLocation()));
    }
  }

  private JsonNode tree(JsonParser parser, byte[] body) {
    JsonNode node = node(parser);
    if (node == null || node.isMissingNode()) {
      throw JsonText.malformed("the body must be one JSON object, is empty");
    }
    if (parser.nextToken() != null) {
      throw JsonText.malformed(
          "the body must be one JSON object; a second value begins at "
              + JsonText.position(body, offset(parser.currentTokenLocation())));
    }
    return node;
  }

  private JsonNode node(JsonParser parser) {
    try {
      return mapper.readTree(parser);
    } catch (MismatchedInputException e) {
      // Nothing else about a tree can mismatch.
      throw JsonText.malformed(
          "the body is not valid JSON: an object has the field \"%s\" twice"
              .formatted(JsonText.shown(String.valueOf(parser.currentName()))));
    }
  }

  private static int offset(TokenStreamLocation at) {
    return at == null ? -1 : (int) at.getByteOffset();
  }
}
