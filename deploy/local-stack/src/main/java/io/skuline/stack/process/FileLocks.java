package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Locks on files, against other JVMs. */
public final class FileLocks {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private FileLocks() {}

  /**
   * Locks a file, and waits for that as long as another JVM has it. It asks again and again instead
   * of waiting in the kernel, which knows processes and no threads: it would refuse a lock as a
   * deadlock if two JVMs have one lock each and a second thread of each waits for the other one.
   *
   * @throws StackException if another JVM still has it after five minutes
   */
  public static FileLock lock(FileChannel channel) throws IOException {
    long start = System.nanoTime();
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new StackException(
            "Another process has had a lock for " + PATIENCE.toMinutes() + " minutes");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
