package io.skuline.stack.process;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A program that locks one file, says so, and then locks another one. */
final class TwoLocks {

  private TwoLocks() {}

  /**
   * @param files the two files
   */
  public static void main(String[] files) throws Exception {
    try (FileChannel first = open(Path.of(files[0]));
        FileLock own = FileLocks.lock(first)) {
      System.out.println("has it: " + own.isValid());
      try (FileChannel second = open(Path.of(files[1]));
          FileLock other = FileLocks.lock(second)) {
        System.out.println("has both: " + other.isValid());
      }
    }
  }

  static FileChannel open(Path file) throws Exception {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
