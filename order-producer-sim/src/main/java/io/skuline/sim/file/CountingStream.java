package io.skuline.sim.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts what was read, so that progress through a file can be shown. */
public final class CountingStream extends FilterInputStream {

  private final LongConsumer listener;
  private long bytes;

  public CountingStream(InputStream in) {
    this(in, bytes -> {});
  }

  /**
   * @param listener is told the number of bytes after every read
   */
  public CountingStream(InputStream in, LongConsumer listener) {
    super(in);
    this.listener = listener;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int read) {
    bytes += read;
    listener.accept(bytes);
  }

  /** Bytes read so far. */
  public long bytes() {
    return bytes;
  }
}
