package io.skuline.desk;

import io.skuline.desk.ActionTable.ReplayOutcome;
import io.skuline.desk.ReplayQueue.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the letters of replays, a few of each replay at a time. Events of one order go one after
 * the other; those of different orders may be stored in another order than they are sent. Whatever
 * it is interrupted in is gone on with by whoever takes the replay next: a letter may then be sent
 * twice, which changes nothing.
 */
final class Replayer implements SmartLifecycle, Runnable {

  private static final Logger log = LoggerFactory.getLogger(Replayer.class);

  /** Letters that are sent before it is written down that they were. */
  private static final int SLICE = 100;

  /** Sent and not answered at once, so that an intake that stands still is not buried. */
  private static final int MAX_UNDER_WAY = 2000;

  private static final CompletableFuture<Optional<String>> WAITS =
      CompletableFuture.completedFuture(
          Optional.of("an earlier event of its order is parked; deal with that first"));

  private static final long IDLE_MILLIS = 500;
  private static final long STOP_MILLIS = Duration.ofSeconds(10).toMillis();

  private final ReplayBooks books;
  private final LetterSender sender;
  private final Predicate<String> answered;
  private final DeskMetrics metrics;
  private final Duration sendAgain;
  private final String me = UUID.randomUUID().toString();
  private final Map<Long, Pace> paces = new HashMap<>();
  private volatile Thread thread;

  /**
   * @param answered whether letters of a topic are answered, so that one can wait for that
   */
  Replayer(
      ReplayBooks books,
      LetterSender sender,
      Predicate<String> answered,
      DeskMetrics metrics,
      Duration sendAgain) {
    this.books = books;
    this.sender = sender;
    this.answered = answered;
    this.metrics = metrics;
    this.sendAgain = sendAgain;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!round()) {
          Thread.sleep(IDLE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A few letters of every replay; false if there was nothing to send, or if it failed. */
  boolean round() throws InterruptedException {
    boolean busy = false;
    try {
      List<RunTable.Open> all = books.open();
      paces.keySet().retainAll(all.stream().map(RunTable.Open::id).toList());
      for (RunTable.Open open : all) {
        if (books.lease(open.id(), me)) {
          busy |= step(open);
        }
      }
    } catch (RuntimeException e) {
      log.warn("Replaying waits: {}", e.toString());
    }
    return busy;
  }

  /** Sends some; false if there was nothing to send. */
  private boolean step(RunTable.Open run) throws InterruptedException {
    List<Next> again = books.unanswered(run.id(), sendAgain, SLICE);
    send(run, again, 0);
    int room = Math.min(Math.min(SLICE, run.rate()), MAX_UNDER_WAY - books.underWay(run.id()));
    List<Next> ready = room <= 0 ? List.of() : books.ready(run.id(), room);
    send(run, ready, 1);
    books.endIfDone(run.id());
    return !again.isEmpty() || !ready.isEmpty();
  }

  private record Refused(Next letter, String why) {}

  /**
   * @param step 1 for a new replay of each letter, 0 to send the latest again
   */
  private void send(RunTable.Open run, List<Next> slice, int step) throws InterruptedException {
    Pace pace = paces.computeIfAbsent(run.id(), id -> new Pace(run.rate()));
    List<UnderWay> underWay = new ArrayList<>(slice.size());
    try {
      for (Next letter : slice) {
        pace.await();
        int number = letter.replays() + step;
        underWay.add(
            new UnderWay(letter, number, letter.waits() ? WAITS : sender.send(letter, number)));
      }
    } finally {
      settle(run, underWay);
    }
  }

  private record UnderWay(Next letter, int number, CompletableFuture<Optional<String>> refusal) {}

  /** Waits for the broker, and writes down what was sent. */
  private void settle(RunTable.Open run, List<UnderWay> underWay) {
    List<UnderWay> sent = new ArrayList<>(underWay.size());
    List<Refused> refused = new ArrayList<>(0);
    RuntimeException failure = null;
    for (UnderWay each : underWay) {
      try {
        Optional<String> refusal = each.refusal().join();
        if (refusal.isPresent()) {
          refused.add(new Refused(each.letter(), refusal.get()));
        } else {
          sent.add(each);
        }
      } catch (CompletionException e) {
        failure = e;
      }
    }
    record(run, sent, refused);
    if (failure != null) {
      throw failure;
    }
  }

  private void record(RunTable.Open run, List<UnderWay> sent, List<Refused> refused) {
    if (sent.isEmpty() && refused.isEmpty()) {
      return;
    }
    books.inTransaction(
        () -> {
          for (UnderWay each : sent) {
            books.sent(each.letter().id(), each.number());
            if (!answered.test(each.letter().topic())) {
              books.settle(each.letter().id());
              end(run, each.letter(), ReplayOutcome.REPLAYED, "stored by the broker");
            }
          }
          for (Refused each : refused) {
            books.release(each.letter().id());
            end(run, each.letter(), ReplayOutcome.REFUSED, each.why());
          }
        });
  }

  private void end(RunTable.Open run, Next letter, ReplayOutcome outcome, String detail) {
    books.ended(letter.id(), run.id(), outcome, detail);
    metrics.replayed(outcome);
  }

  @Override
  public synchronized void start() {
    thread = new Thread(this, "replayer");
    thread.start();
  }

  @Override
  public synchronized void stop() {
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
