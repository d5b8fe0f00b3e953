package io.skuline.sim.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Splits a stream of lines into parts that fit into memory; each part ends with a line. */
public final class LineParts implements Closeable {

  private final InputStream in;
  private final int usualBytes;
  private final int maxBytes;
  private long lines;
  private long firstLine = 1;

  /**
   * @param usualBytes a part ends with the line that reaches this size
   * @param maxBytes the most bytes of a part, and so of a line, too
   */
  public LineParts(InputStream in, int usualBytes, int maxBytes) throws IOException {
    this.in = Content.of(in);
    this.usualBytes = usualBytes;
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the next part unchanged, or null at the end.
   *
   * @throws LineException if a line is too long
   */
  public byte[] next() throws IOException, LineException {
    firstLine = lines + 1;
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (part.size() == maxBytes) {
        throw new LineException(
            lines + 1, "is longer than the %,d bytes of a part".formatted(maxBytes));
      }
      part.write(b);
      if (b == '\n') {
        lines++;
        if (part.size() >= usualBytes) {
          break;
        }
      }
    }
    return part.size() == 0 ? null : part.toByteArray();
  }

  /** Returns the number of the first line of the last part, from 1. */
  public long firstLine() {
    return firstLine;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
