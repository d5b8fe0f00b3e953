package io.skuline.sim.file;

import io.skuline.event.InvalidEventException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the lines of a stream that are not blank, with their numbers. The length of a line is
 * bounded.
 */
final class Lines implements Closeable {

  private final InputStream in;
  private final int maxBytes;
  private long number;

  Lines(InputStream in, int maxBytes) throws IOException {
    this.in = Content.of(in);
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the next line that is not blank, unchanged, or null at the end.
   *
   * @throws LineException if the line is too long; the next call goes on behind it
   */
  byte[] next() throws IOException, LineException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      number++;
      byte[] line = rest(first);
      if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
        return line;
      }
    }
  }

  private byte[] rest(int first) throws IOException, LineException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    boolean tooLong = false;
    for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
      if (bytes.size() < maxBytes) {
        bytes.write(b);
      } else {
        tooLong = true;
      }
    }
    if (tooLong) {
      throw new LineException(number, "is longer than %,d bytes".formatted(maxBytes));
    }
    byte[] line = bytes.toByteArray();
    int length = line.length;
    return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
  }

  /** Returns an exception about the last line. */
  LineException unusable(InvalidEventException e) {
    boolean json = e.code() != InvalidEventException.Code.MALFORMED_JSON;
    return new LineException(
        number,
        json
            ? e.getMessage()
            : e.getMessage()
                + "; each line must be one JSON object (for rows with a header: --format csv)");
  }

  /** Returns the number of the line that was last returned or refused. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
