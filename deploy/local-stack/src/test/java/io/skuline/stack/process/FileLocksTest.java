package io.skuline.stack.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileLocksTest {

  /**
   * No thread waits for itself here, but to the kernel each of the processes waits for the other.
   */
  @Test
  void twoProcessesThatWaitForEachOthersLocksGoOn(@TempDir Path folder) throws Exception {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Process other;
    CompletableFuture<Boolean> waiting;
    try (FileChannel channel = TwoLocks.open(here);
        FileLock own = FileLocks.lock(channel)) {
      assertThat(own.isValid()).isTrue();
      other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  TwoLocks.class.getName(),
                  there.toString(),
                  here.toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
      assertThat(said.readLine()).isEqualTo("has it: true");
      waiting = CompletableFuture.supplyAsync(() -> isLocked(there));
      assertThat(other.waitFor(500, MILLISECONDS)).as("the other process waits").isFalse();
      assertThat(waiting).isNotDone();
    }
    assertThat(other.waitFor(30, SECONDS)).isTrue();
    assertThat(other.exitValue()).isZero();
    assertThat(waiting.get(30, SECONDS)).isTrue();
  }

  private static boolean isLocked(Path file) {
    try (FileChannel channel = TwoLocks.open(file);
        FileLock lock = FileLocks.lock(channel)) {
      return lock.isValid();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
