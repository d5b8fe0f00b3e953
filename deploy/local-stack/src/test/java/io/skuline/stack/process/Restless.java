package io.skuline.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program of many threads that never rest. Each one counts in a file that others can read. */
final class Restless {

  static final int THREADS = 12;

  private Restless() {}

  static List<String> command(Path counters) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Restless.class.getName(),
        counters.toString());
  }

  /** Opens the counters of all threads, in this process or in that of the test. */
  static LongBuffer counters(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel
          .map(FileChannel.MapMode.READ_WRITE, 0, (long) THREADS * Long.BYTES)
          .asLongBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void main(String... arguments) {
    LongBuffer counters = counters(Path.of(arguments[0]));
    for (int i = 0; i < THREADS; i++) {
      int mine = i;
      new Thread(
              () -> {
                for (long count = 1; ; count++) {
                  counters.put(mine, count);
                }
              })
          .start();
    }
  }
}
