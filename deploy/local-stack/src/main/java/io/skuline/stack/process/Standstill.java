package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a process that was sent SIGSTOP stands still. The signal only asks for it: a thread
 * of the process has to run to see the signal, and until then the other threads go on, for many
 * milliseconds on a busy machine.
 */
final class Standstill {

  private static final Duration POLL = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The letters of proc(5): stopped, stopped by a debugger, a zombie, dead. */
  private static final String STOPPED_OR_ENDED = "TtZX";

  private Standstill() {}

  /**
   * Returns when every thread of the process is stopped, or the process has ended. On a system
   * without Linux's {@code /proc} it returns at once.
   *
   * @throws StackException if a thread still runs after a minute
   */
  static void await(long pid) {
    Path threads = Path.of("/proc", Long.toString(pid), "task");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // The second look sees a thread that was started while the first one was taken. None is started
    // after the first thread has stopped.
    int looks = 0;
    while (looks < 2) {
      if (allStopped(threads)) {
        looks++;
      } else if (System.nanoTime() < deadline) {
        looks = 0;
        LockSupport.parkNanos(POLL.toNanos());
      } else {
        throw new StackException(
            "Process " + pid + " runs " + PATIENCE.toSeconds() + " s after it was told to stop");
      }
    }
  }

  private static boolean allStopped(Path threads) {
    String[] ids = threads.toFile().list();
    return ids == null
        || Arrays.stream(ids).allMatch(id -> stopped(threads.resolve(id).resolve("stat")));
  }

  /** The state comes after the name of the thread, which is in parentheses and may contain some. */
  private static boolean stopped(Path stat) {
    try {
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      char state = line.charAt(line.lastIndexOf(')') + 2);
      return STOPPED_OR_ENDED.indexOf(state) >= 0;
    } catch (IOException ended) {
      return true;
    }
  }
}
