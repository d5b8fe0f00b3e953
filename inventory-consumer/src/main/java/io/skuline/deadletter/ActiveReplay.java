package io.skuline.deadletter;

import io.skuline.concurrent.RateLimiter;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.DeadLetterSender.Ready;
import io.skuline.deadletter.ReplayQueue.Next;
import io.skuline.deadletter.ReplayStore.Fate;
import io.skuline.deadletter.ReplayStore.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replay that this instance works on. Events of one order are sent one after the other; events of
 * different orders may be stored in another order than they are sent.
 *
 * <p>Dead letters count as under way before they are sent. So whatever fails from then on, and
 * whenever the replay is stopped, their answers count. A dead letter may be sent twice, which
 * changes nothing.
 */
final class ActiveReplay {

  private static final Logger log = LoggerFactory.getLogger(ActiveReplay.class);

  /** How long to wait for dead letters whose turn is still to come, and after a failure. */
  static final Duration IDLE = Duration.ofMillis(500);

  /**
   * The most dead letters that are sent and not answered at a time, so that an intake that stands
   * still is not flooded.
   */
  private static final int MAX_UNDER_WAY = 2000;

  /** The most bytes in memory at once; a dead letter may have 4 MiB. */
  private static final long MAX_BYTES = 16L << 20;

  /** A time longer than the broker's client takes to fail. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int AT_ONCE = 100;

  private static final String UNANSWERED = "was sent, and not answered when its replay was stopped";
  private static final String WAITS =
      "an earlier event of its order is parked; deal with that first";

  private final long run;
  private final ReplayStore store;
  private final DeadLetterSender sender;
  private final Predicate<String> answered;
  private final TimeSource time;
  private final Runnable onReceipt;
  private final RateLimiter rateLimiter;

  /** The dead letters that are sent, and not known to be stored. */
  private List<UnderWay> underWay = new ArrayList<>();

  private long sentAt;
  private long restsUntil;

  /**
   * @param onReceipt called for every dead letter of which the broker has reported the outcome
   */
  ActiveReplay(
      ReplayJobTable.Open open,
      ReplayStore store,
      DeadLetterSender sender,
      Predicate<String> answered,
      TimeSource time,
      Runnable onReceipt) {
    this.run = open.id();
    this.store = store;
    this.sender = sender;
    this.answered = answered;
    this.time = time;
    this.onReceipt = onReceipt;
    this.restsUntil = time.nanos();
    this.rateLimiter = RateLimiter.inBursts(open.rate(), time);
  }

  private record UnderWay(Next letter, CompletableFuture<Optional<String>> refusal) {}

  /** Tells whether there may be something to do. */
  boolean isDue(long now) {
    return untilNext(now) <= 0 || underWay.stream().anyMatch(each -> each.refusal().isDone());
  }

  /**
   * Returns for how long there is nothing to do, in nanoseconds, unless the broker reports
   * something.
   */
  long untilNext(long now) {
    long rest = restsUntil - now;
    return underWay.isEmpty() ? Math.max(rest, rateLimiter.untilNext()) : rest;
  }

  void rest() {
    restsUntil = time.nanos() + IDLE.toNanos();
  }

  /**
   * Records the outcomes of what was sent, and sends some more once all of them are known.
   *
   * @param stopped whether nothing new is to be sent
   * @return false if there was nothing to do
   */
  boolean step(boolean stopped) {
    boolean settled = settle();
    if (!underWay.isEmpty()) {
      if (time.nanos() - sentAt > PATIENCE.toNanos()) {
        giveUp();
      }
      rest();
      return settled;
    }
    boolean waitsForRate = !stopped && rateLimiter.due() == 0;
    int sent = stopped ? free() : sendSome();
    settle();
    if (underWay.isEmpty()) {
      store.endIfDone(run);
    }
    if (!underWay.isEmpty() || (sent == 0 && !waitsForRate)) {
      rest();
    }
    return settled || sent > 0;
  }

  /**
   * Sends first the dead letters whose answer seems to be lost, and then those whose turn it is.
   */
  private int sendSome() {
    int due = rateLimiter.due();
    int sent = send(store.unanswered(run, due), true);
    int room = Math.min(due - sent, MAX_UNDER_WAY - store.underWay(run));
    sent += room <= 0 ? 0 : send(store.ready(run, room), false);
    rateLimiter.took(sent);
    return sent;
  }

  /**
   * Frees the dead letters of a stopped replay. What was sent has this much time to be answered.
   * After that its dead letter is parked, and an answer that comes after all still settles it.
   */
  private int free() {
    store.freeUnsent(run);
    List<Next> unanswered = store.unanswered(run, AT_ONCE);
    if (!unanswered.isEmpty()) {
      store.end(
          run, unanswered.stream().map(each -> new Sent(each, Fate.REFUSED, UNANSWERED)).toList());
    }
    return unanswered.size();
  }

  /**
   * @param again whether they were sent before, as the same replay of each
   * @return how many were handled; the others come with the next call
   */
  private int send(List<Next> deadLetters, boolean again) {
    List<Ready> ready = new ArrayList<>(deadLetters.size());
    List<Sent> refused = new ArrayList<>(0);
    RuntimeException failure = null;
    long bytes = 0;
    for (Next letter : deadLetters) {
      try {
        Ready each = letter.waits() ? Ready.refused(letter, WAITS) : prepare(letter, again);
        each.refusal().ifPresent(why -> refused.add(new Sent(letter, Fate.REFUSED, why)));
        if (each.refusal().isEmpty()) {
          ready.add(each);
          bytes += each.bytes();
        }
      } catch (RuntimeException e) {
        failure = e;
      }
      if (failure != null || bytes >= MAX_BYTES) {
        break;
      }
    }
    if (!refused.isEmpty()) {
      store.end(run, refused);
    }
    sendReady(ready, again);
    if (failure != null) {
      throw failure;
    }
    return ready.size() + refused.size();
  }

  private Ready prepare(Next letter, boolean again) {
    int most = Replay.MAX_NUMBER - (again ? 0 : 1);
    return letter.replays() > most
        ? Ready.refused(letter, "was replayed %d times already".formatted(letter.replays()))
        : sender.prepare(letter, letter.replays() + (again ? 0 : 1));
  }

  private void sendReady(List<Ready> ready, boolean again) {
    if (ready.isEmpty()) {
      return;
    }
    Set<Long> begun = store.begin(run, ready.stream().map(Ready::letter).toList(), again);
    sentAt = time.nanos();
    for (Ready each : ready) {
      if (begun.contains(each.letter().id())) {
        CompletableFuture<Optional<String>> refusal = sent(each);
        underWay.add(new UnderWay(each.letter(), refusal));
        var unused = refusal.whenComplete((why, e) -> onReceipt.run());
      }
    }
  }

  private static CompletableFuture<Optional<String>> sent(Ready letter) {
    try {
      return letter.send().get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Records the outcomes that are known by now; if that fails, it is done again the next time.
   *
   * @return false if no outcome was known
   */
  private boolean settle() {
    List<UnderWay> open = new ArrayList<>();
    List<Sent> known = new ArrayList<>();
    boolean some = false;
    Throwable failure = null;
    for (UnderWay each : underWay) {
      if (!each.refusal().isDone()) {
        open.add(each);
        continue;
      }
      some = true;
      try {
        Optional<String> refusal = each.refusal().get();
        if (refusal.isPresent()) {
          known.add(new Sent(each.letter(), Fate.REFUSED, refusal.get()));
        } else if (!answered.test(each.letter().topic())) {
          known.add(new Sent(each.letter(), Fate.STORED, ""));
        }
      } catch (ExecutionException e) {
        failure = e.getCause();
        known.add(new Sent(each.letter(), Fate.DOUBTFUL, ""));
      } catch (InterruptedException e) {
        throw new IllegalStateException("a receipt that is there is not waited for", e);
      }
    }
    if (!known.isEmpty()) {
      store.end(run, known);
    }
    underWay = open;
    if (failure != null) {
      throw new IllegalStateException("not all letters are stored: " + failure, failure);
    }
    return some;
  }

  private void giveUp() {
    log.warn("Replay {}: {} letters without a receipt are sent again", run, underWay.size());
    store.end(
        run, underWay.stream().map(each -> new Sent(each.letter(), Fate.DOUBTFUL, "")).toList());
    underWay = new ArrayList<>();
  }

  /** Waits for the broker until the deadline, and records what it reports. */
  void settleLast(long deadline) {
    for (UnderWay each : underWay) {
      try {
        each.refusal().get(deadline - time.nanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // The outcome is recorded, or the instance that continues sends it again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    settle();
  }
}
