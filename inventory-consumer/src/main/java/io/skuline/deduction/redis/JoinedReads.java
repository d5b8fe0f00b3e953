package io.skuline.deduction.redis;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Joins reads of one partition that come while another one is under way into one call. So Redis and
 * its client have the work of one call for many readers, and a reader that is alone does not wait
 * for others.
 *
 * <p>Every reader gets what Redis had after the reader came: a call that has been sent is not
 * joined any more. A call that fails fails all its readers.
 */
final class JoinedReads {

  /** Reads levels of SKUs. */
  interface Call {

    /**
     * @return completes with what is known of the SKUs, or with why they cannot be read
     */
    CompletionStage<Map<String, String>> begin(long epoch, Collection<String> skus);
  }

  /** The most SKUs of a call, which keeps it short. */
  static final int MOST_SKUS = 500;

  private final Call call;
  private final int callsAtOnce;

  private int underWay;
  private @Nullable Joined next;

  /**
   * @param callsAtOnce how many calls may be under way before readers are joined
   */
  JoinedReads(Call call, int callsAtOnce) {
    this.call = call;
    this.callsAtOnce = callsAtOnce;
  }

  /**
   * Begins to read.
   *
   * @return what is known of these SKUs, and perhaps of others; empty if the read cannot be joined
   *     now
   */
  Optional<CompletableFuture<Map<String, String>>> read(long epoch, Collection<String> skus) {
    Joined mine;
    synchronized (this) {
      if (underWay >= callsAtOnce) {
        if (next == null) {
          next = new Joined(epoch);
        }
        return next.add(epoch, skus) ? Optional.of(next.levels) : Optional.empty();
      }
      underWay++;
      mine = new Joined(epoch);
    }
    mine.skus.addAll(skus);
    begin(mine);
    return Optional.of(mine.levels);
  }

  private void begin(Joined joined) {
    CompletionStage<Map<String, String>> answer;
    try {
      answer = call.begin(joined.epoch, joined.skus);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    answer.whenComplete(
        (levels, e) -> {
          // First the next call, which runs while the readers of this one wake up.
          beginNext();
          if (e == null) {
            joined.levels.complete(levels);
          } else {
            joined.levels.completeExceptionally(e);
          }
        });
  }

  private void beginNext() {
    Joined now;
    synchronized (this) {
      now = next;
      next = null;
      if (now == null) {
        underWay--;
      }
    }
    if (now != null) {
      begin(now);
    }
  }

  /** The readers of one call. */
  private static final class Joined {

    private final long epoch;
    private final Set<String> skus = new LinkedHashSet<>();
    private final CompletableFuture<Map<String, String>> levels = new CompletableFuture<>();

    private Joined(long epoch) {
      this.epoch = epoch;
    }

    private boolean add(long ofReader, Collection<String> more) {
      boolean fits = ofReader == epoch && skus.size() + more.size() <= MOST_SKUS;
      if (fits) {
        skus.addAll(more);
      }
      return fits;
    }
  }
}
