package io.skuline.console;

import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterOperations;
import io.skuline.deadletter.ExportedDeadLetter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Writes dead letters into a file that a browser stores. */
record LetterExport(DeadLetterOperations letters, JsonMapper json) {

  /** NDJSON has everything and can be imported again; CSV has no bodies and no properties. */
  enum Format {
    NDJSON,
    CSV
  }

  private static final String HEADER =
      "key,state,reason,error,topic,tag,messageId,consumerGroup,attempts,replays,firstSeen,"
          + "lastSeen,edited\n";

  void write(DeadLetterFilter filter, Format format, HttpServletResponse response)
      throws IOException {
    boolean csv = format == Format.CSV;
    response.setContentType(csv ? "text/csv" : "application/x-ndjson");
    response.setCharacterEncoding("UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"dead-letters." + (csv ? "csv" : "ndjson") + "\"");
    Writer out = response.getWriter();
    out.write(csv ? HEADER : "");
    letters.export(
        filter, letter -> write(out, (csv ? row(letter) : json.writeValueAsString(letter)) + "\n"));
    out.flush();
  }

  private static void write(Writer out, String line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("The reader has gone", e);
    }
  }

  private static String row(ExportedDeadLetter letter) {
    Object[] values = {
      letter.key(),
      letter.state(),
      letter.reason(),
      letter.error(),
      letter.topic(),
      letter.tag(),
      letter.messageId(),
      letter.consumerGroup(),
      letter.attempts(),
      letter.replays(),
      letter.firstSeen(),
      letter.lastSeen(),
      letter.editedBodyBase64() != null
    };
    return Arrays.stream(values).map(LetterExport::cell).collect(Collectors.joining(","));
  }

  /** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
  static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
