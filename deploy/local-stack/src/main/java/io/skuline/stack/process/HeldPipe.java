package io.skuline.stack.process;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A named pipe that this JVM holds open. Whoever reads from it meets its end when the last JVM has
 * closed it or has ended.
 */
record HeldPipe(Path path, RandomAccessFile file) implements AutoCloseable {

  /** Creates a pipe, which must not exist. */
  static HeldPipe create(Path path) {
    Commands.output(List.of("mkfifo", "-m", "600", path.toString()));
    return open(path);
  }

  /** Opens a pipe that exists. */
  static HeldPipe open(Path path) {
    try {
      // A pipe that is opened for writing only would wait until somebody reads from it.
      return new HeldPipe(path, new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BufferedWriter writer() {
    try {
      return new BufferedWriter(
          new OutputStreamWriter(new FileOutputStream(file.getFD()), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
