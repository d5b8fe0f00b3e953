package io.skuline.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * An answer that is sent line by line. It begins with its first line, so that until then it can
 * still be a refusal. A later failure breaks the connection, so that no client takes a part for the
 * whole.
 */
final class StreamedLines {

  static final String NDJSON = "application/x-ndjson";

  private final HttpServletResponse response;
  private final String contentType;
  private final String header;
  private boolean begun;

  StreamedLines(HttpServletResponse response) {
    this(response, NDJSON, "");
  }

  /**
   * @param header the text before the first line, also if there is no line
   */
  StreamedLines(HttpServletResponse response, String contentType, String header) {
    this.response = response;
    this.contentType = contentType;
    this.header = header;
  }

  void write(String line) {
    try {
      Writer out = begin();
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /** Sends what is written so far. */
  void flush() {
    try {
      begin().flush();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private Writer begin() throws IOException {
    if (!begun) {
      response.setContentType(contentType);
      response.setCharacterEncoding("UTF-8");
      response.getWriter().write(header);
      response.flushBuffer();
      begun = true;
    }
    return response.getWriter();
  }

  private static UncheckedIOException gone(IOException e) {
    return new UncheckedIOException("The reader has gone", e);
  }
}
