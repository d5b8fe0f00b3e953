package io.skuline.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.FakeTimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;

class WhileClockAgreesTest {

  private static final Duration RIGHT = Duration.ofSeconds(59);
  private static final Duration SLOW = Duration.ofMinutes(-15);
  private static final Duration FAST = Duration.ofSeconds(61);

  /** Stands for a database that cannot be asked. */
  private static final Duration AWAY = Duration.ofDays(-9999);

  /** The results of looks at the clock. */
  private final Deque<Duration> looks = new ArrayDeque<>();

  private final List<String> log = new ArrayList<>();
  private final FakeTimeSource time = new FakeTimeSource();

  @Test
  void anInstanceWhoseClockIsWrongFromTheStartTakesNoOrders() throws Exception {
    assertThat(after(SLOW, SLOW, FAST)).isEmpty();
  }

  @Test
  void anInstanceWhoseClockGoesWrongStopsTakingOrdersUntilItIsRight() throws Exception {
    assertThat(after(RIGHT, RIGHT, FAST, FAST, RIGHT)).containsExactly("start", "stop", "start");
  }

  @Test
  void aDatabaseThatIsAwayChangesNothing() throws Exception {
    assertThat(after(AWAY, AWAY)).containsExactly("start");
    log.clear();
    assertThat(after(RIGHT, AWAY, AWAY)).containsExactly("start");
    log.clear();
    assertThat(after(SLOW, AWAY, AWAY)).isEmpty();
  }

  private List<String> after(Duration... found) throws InterruptedException {
    for (Duration each : found) {
      looks.add(each);
    }
    Work work = new Work();
    CountDownLatch end = new CountDownLatch(1);
    WhileClockAgrees watch =
        new WhileClockAgrees(
            work,
            () -> {
              Duration next = looks.poll();
              if (next == null) {
                end.countDown();
                throw new IllegalStateException("no more looks");
              }
              if (next.equals(AWAY)) {
                throw new IllegalStateException("the database is away");
              }
              return next;
            },
            time);
    watch.start();
    end.await();
    List<String> before = List.copyOf(log);
    watch.stop();
    assertThat(work.running).isFalse();
    return before;
  }

  private final class Work implements Lifecycle {
    private volatile boolean running;

    @Override
    public void start() {
      log.add("start");
      running = true;
    }

    @Override
    public void stop() {
      log.add("stop");
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }
}
