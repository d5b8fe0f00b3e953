package io.skuline.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.broker.BrokerUnavailableException;
import io.skuline.desk.ActionTable.ReplayOutcome;
import io.skuline.desk.ReplayQueue.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each step of a replay fails or is done twice: no letter is lost, or called answered. */
@Timeout(30)
class ReplayerTest {

  private static final long RUN = 7;
  private static final String ORDERS = "order-events";
  private static final String OTHERS = "results";

  private final Books books = new Books();
  private final Sender sender = new Sender();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Replayer replayer =
      new Replayer(
          books,
          sender,
          ORDERS::equals,
          new DeskMetrics(new JdbcTemplate(), meters),
          Duration.ofMinutes(1));

  @AfterEach
  void clearInterruption() {
    Thread.interrupted();
  }

  @Test
  void aLetterIsSentAsItsNextReplayAndThenWaitsForItsAnswer() throws Exception {
    books.ready.add(letter(1, ORDERS, 4, false));
    assertThat(replayer.round()).isTrue();
    assertThat(sender.sent).containsExactly("1 as 5");
    assertThat(books.log).containsExactly("sent 1 as 5", "end if done");
    assertThat(books.outcomes).as("nobody has answered it yet").isEmpty();
  }

  @Test
  void aLetterThatNobodyAnswersIsDoneWithOnceTheBrokerHasIt() throws Exception {
    books.ready.add(letter(1, OTHERS, 0, false));
    replayer.round();
    assertThat(books.log).containsExactly("sent 1 as 1", "settle 1", "end if done");
    assertThat(books.outcomes).containsExactly(Map.entry(1L, ReplayOutcome.REPLAYED));
    assertThat(count(ReplayOutcome.REPLAYED)).isEqualTo(1);
  }

  @Test
  void aLetterWhoseAnswerWasLostIsSentAgainAsTheSameReplay() throws Exception {
    books.unanswered.add(letter(1, ORDERS, 4, false));
    assertThat(replayer.round()).isTrue();
    assertThat(sender.sent).containsExactly("1 as 4");
    assertThat(books.since).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatTheBrokerWillNeverTakeIsRefusedAndStaysParked() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    books.ready.add(letter(2, ORDERS, 0, false));
    sender.refusals.put(1L, "too large");
    replayer.round();
    assertThat(books.log).containsExactly("sent 2 as 1", "release 1", "end if done");
    assertThat(books.outcomes).containsExactly(Map.entry(1L, ReplayOutcome.REFUSED));
    assertThat(count(ReplayOutcome.REFUSED)).isEqualTo(1);
  }

  @Test
  void aLetterBehindAParkedOneIsNotSent() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, true));
    replayer.round();
    assertThat(sender.sent).isEmpty();
    assertThat(books.log).containsExactly("release 1", "end if done");
    assertThat(books.outcomes).containsExactly(Map.entry(1L, ReplayOutcome.REFUSED));
  }

  @Test
  void whatMayNotBeStoredIsNotWrittenDownAsSentAndIsSentAgain() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    books.ready.add(letter(2, ORDERS, 0, false));
    sender.away.add(1L);
    assertThat(replayer.round()).as("it waits").isFalse();
    assertThat(books.log).as("the other one was sent").containsExactly("sent 2 as 1");
    sender.away.clear();
    books.ready.remove(1);
    replayer.round();
    assertThat(sender.sent).containsExactly("1 as 1", "2 as 1", "1 as 1");
  }

  @Test
  void aLetterThatIsSentAndCannotBeWrittenDownIsSentAgainAsTheSameReplay() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    books.failing = "sent";
    assertThat(replayer.round()).isFalse();
    assertThat(books.log).as("rolled back").isEmpty();
    books.failing = "";
    replayer.round();
    assertThat(sender.sent).containsExactly("1 as 1", "1 as 1");
    assertThat(books.log).containsExactly("sent 1 as 1", "end if done");
  }

  @Test
  void aLetterThatCannotBeReadEndsItsSliceAndThoseBeforeItAreWrittenDown() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    books.ready.add(letter(2, ORDERS, 0, false));
    sender.unreadable.add(2L);
    assertThat(replayer.round()).isFalse();
    assertThat(books.log).containsExactly("sent 1 as 1");
  }

  @Test
  void aReplayOfAnotherInstanceIsLeftAlone() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    books.leased = false;
    assertThat(replayer.round()).isFalse();
    assertThat(sender.sent).isEmpty();
    assertThat(books.log).isEmpty();
  }

  @Test
  void nothingIsSentWhileTheDatabaseIsAway() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    for (String step : List.of("open", "lease", "unanswered", "ready")) {
      books.failing = step;
      assertThat(replayer.round()).isFalse();
    }
    assertThat(sender.sent).isEmpty();
  }

  @Test
  void anIntakeThatStandsStillIsNotBuried() throws Exception {
    books.ready.add(letter(1, ORDERS, 0, false));
    books.underWay = 2000;
    assertThat(replayer.round()).isFalse();
    assertThat(sender.sent).isEmpty();
    books.underWay = 1999;
    replayer.round();
    assertThat(books.asked).isEqualTo(1);
    books.underWay = 0;
    replayer.round();
    assertThat(books.asked).isEqualTo(100);
  }

  @Test
  void whatIsSentWhenTheServiceStopsIsStillWrittenDown() {
    books.ready.add(letter(1, OTHERS, 0, false));
    books.ready.add(letter(2, OTHERS, 0, false));
    books.rate = 1;
    sender.afterFirst = () -> Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(replayer::round);
    assertThat(sender.sent).containsExactly("1 as 1");
    assertThat(books.log).containsExactly("sent 1 as 1", "settle 1");
  }

  @Test
  void itRunsUntilItIsStoppedWhateverFails() {
    books.failing = "open";
    replayer.start();
    assertThat(replayer.isRunning()).isTrue();
    try {
      await().until(() -> books.opened.get() > 0);
      books.failing = "";
      await().until(() -> books.opened.get() > 1);
    } finally {
      replayer.stop();
    }
    assertThat(replayer.isRunning()).isFalse();
  }

  private double count(ReplayOutcome outcome) {
    return meters.counter("skuline.dead.letters.replays", "outcome", outcome.name()).count();
  }

  private static Next letter(long id, String topic, int replays, boolean waits) {
    return new Next(id, "letter-" + id, topic, null, replays, null, id, waits);
  }

  private static final class Sender implements LetterSender {

    private final List<String> sent = new ArrayList<>();
    private final Map<Long, String> refusals = new LinkedHashMap<>();
    private final List<Long> away = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();
    private Runnable afterFirst = () -> {};

    @Override
    public CompletableFuture<Optional<String>> send(Next letter, int number) {
      if (unreadable.contains(letter.id())) {
        throw new IllegalStateException("the database is away");
      }
      sent.add(letter.id() + " as " + number);
      if (sent.size() == 1) {
        afterFirst.run();
      }
      return away.contains(letter.id())
          ? CompletableFuture.failedFuture(
              new CompletionException(new BrokerUnavailableException("away", null)))
          : CompletableFuture.completedFuture(Optional.ofNullable(refusals.get(letter.id())));
    }
  }

  private static final class Books implements ReplayBooks {

    private final List<Next> ready = new ArrayList<>();
    private final List<Next> unanswered = new ArrayList<>();
    private final Map<Long, ReplayOutcome> outcomes = new LinkedHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private List<String> log = new ArrayList<>();
    private Duration since = Duration.ZERO;
    private int rate = 1000;
    private int underWay;
    private int asked;
    private boolean leased = true;
    private volatile String failing = "";

    private void step(String step) {
      if (step.equals(failing)) {
        throw new IllegalStateException(step + " fails");
      }
    }

    @Override
    public List<RunTable.Open> open() {
      opened.incrementAndGet();
      step("open");
      return List.of(new RunTable.Open(RUN, rate));
    }

    @Override
    public boolean lease(long run, String owner) {
      step("lease");
      return leased;
    }

    @Override
    public List<Next> unanswered(long run, Duration sinceThen, int limit) {
      step("unanswered");
      since = sinceThen;
      return List.copyOf(unanswered);
    }

    @Override
    public List<Next> ready(long run, int limit) {
      step("ready");
      asked = limit;
      return List.copyOf(ready);
    }

    @Override
    public int underWay(long run) {
      return underWay;
    }

    @Override
    public void endIfDone(long run) {
      log.add("end if done");
    }

    @Override
    public void inTransaction(Runnable work) {
      List<String> before = new ArrayList<>(log);
      try {
        work.run();
      } catch (RuntimeException e) {
        log = before;
        throw e;
      }
    }

    @Override
    public void sent(long letter, int number) {
      log.add("sent " + letter + " as " + number);
      step("sent");
    }

    @Override
    public void settle(long letter) {
      log.add("settle " + letter);
    }

    @Override
    public void release(long letter) {
      log.add("release " + letter);
    }

    @Override
    public void ended(long letter, long run, ReplayOutcome outcome, String detail) {
      outcomes.put(letter, outcome);
    }
  }
}
