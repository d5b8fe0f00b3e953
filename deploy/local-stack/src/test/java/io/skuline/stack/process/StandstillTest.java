package io.skuline.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test that pauses a server relies on it: from then on, the server does nothing. */
@Timeout(60)
class StandstillTest {

  private static final int PAUSES = 8;

  /** As long as a thread may wait for a core. */
  private static final Duration A_WHILE = Duration.ofMillis(40);

  private static final Duration POLL = Duration.ofMillis(5);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aServerDoesNothingOnceItIsPaused() throws Exception {
    Path file = folder.resolve("counters");
    LongBuffer counters = Restless.counters(file);
    Path home = Files.createDirectory(folder.resolve("home"));
    try (Guard guard = new Guard(home, Restless.command(file))) {
      guard.start();
      assertThatItStandsStill(counters, guard::pause, guard::resume);
      guard.pause();
      guard.kill();
      guard.pause();
      guard.resume();
      assertThat(guard.running()).isFalse();
    }
  }

  @Test
  void aProcessDoesNothingOnceItIsPaused() {
    Path file = folder.resolve("counters");
    LongBuffer counters = Restless.counters(file);
    LoggedProcess process =
        LoggedProcess.start(Restless.command(file), Map.of(), folder.resolve("log"));
    try {
      assertThatItStandsStill(counters, process::pause, process::resume);
    } finally {
      process.kill();
    }
    assertThat(process.awaitEnd(PATIENCE)).isTrue();
  }

  private static void assertThatItStandsStill(
      LongBuffer counters, Runnable pause, Runnable resume) {
    await("all threads to count").atMost(PATIENCE).until(() -> all(counters).allMatch(n -> n > 0));
    for (int i = 0; i < PAUSES; i++) {
      pause.run();
      long paused = all(counters).sum();
      await("a while in which nothing is counted")
          .pollInterval(A_WHILE)
          .during(A_WHILE)
          .atMost(PATIENCE)
          .failFast(() -> assertThat(all(counters).sum()).isEqualTo(paused))
          .until(() -> true);
      resume.run();
      await("it to go on")
          .pollInterval(POLL)
          .atMost(PATIENCE)
          .until(() -> all(counters).sum() > paused);
    }
  }

  private static LongStream all(LongBuffer counters) {
    return IntStream.range(0, Restless.THREADS).mapToLong(counters::get);
  }
}
