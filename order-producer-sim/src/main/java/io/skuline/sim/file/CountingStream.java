package io.skuline.sim.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that were read, so that progress through a file can be shown. */
public final class CountingStream extends FilterInputStream {

  private long bytes;

  public CountingStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    bytes += b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    bytes += Math.max(0, count);
    return count;
  }

  /** Returns the number of bytes read so far. */
  public long bytes() {
    return bytes;
  }
}
