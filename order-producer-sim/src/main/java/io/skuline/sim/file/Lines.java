package io.skuline.sim.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a stream that are not blank, with their numbers. A line's length is bounded. */
final class Lines implements Closeable {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int maxBytes;
  private long number;

  Lines(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in);
    this.maxBytes = maxBytes;
  }

  /**
   * The next line that is not blank, as it stands, or null at the end.
   *
   * @throws LineException if it is too long; the call after that goes on behind it
   */
  byte[] next() throws IOException, LineException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      number++;
      byte[] line = rest(first);
      if (number == 1) {
        line = withoutMark(line);
      }
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

  private static byte[] withoutMark(byte[] line) {
    return line.length >= 3 && Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, 3)
        ? Arrays.copyOfRange(line, 3, line.length)
        : line;
  }

  /** Number of the line last returned or complained about. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
