package io.skuline.recovery;

import io.skuline.deduction.redis.StockServer;
import io.skuline.event.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies stock and sequence of every SKU from the database into an epoch of Redis, page by page;
 * the next page is read while Redis loads the ones before. Memory is limited by the number of pages
 * under way.
 */
record StockLoader(RebuildSource source, StockServer redis) {

  private static final Logger log = LoggerFactory.getLogger(StockLoader.class);
  private static final int PAGES_UNDER_WAY = 4;
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * @param latestDecision when the latest of their movements was decided
   */
  record Copied(long skus, Instant latestDecision) {}

  /**
   * @param token the token of the rebuild under way
   * @param partitions the partitions that are rebuilt
   * @param total the number of SKUs, for the log
   * @param progress receives the number of SKUs that Redis has
   * @return what was copied
   */
  Copied run(
      String token, long epoch, SortedSet<Integer> partitions, long total, LongConsumer progress) {
    Deque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();
    Speed speed = new Speed(epoch, total);
    RebuildSource.Pages pages = source.pages(partitions);
    long copied = 0;
    while (true) {
      Map<String, StockLevel> page = pages.next();
      while (!underWay.isEmpty() && (page.isEmpty() || underWay.size() == PAGES_UNDER_WAY)) {
        copied += await(underWay.remove());
        progress.accept(copied);
        speed.say(copied);
      }
      if (page.isEmpty()) {
        return new Copied(copied, pages.latestDecision());
      }
      int size = page.size();
      underWay.add(redis.load(token, epoch, page).thenApply(done -> size));
    }
  }

  private static int await(CompletableFuture<Integer> load) {
    try {
      return load.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Writes a line to the log now and then. */
  private static final class Speed {
    private final long epoch;
    private final long total;
    private final long start = System.nanoTime();
    private long said = start;

    Speed(long epoch, long total) {
      this.epoch = epoch;
      this.total = total;
    }

    void say(long copied) {
      long now = System.nanoTime();
      if (now - said < SAY_EVERY_NANOS) {
        return;
      }
      said = now;
      log.info(
          "Epoch {}: {} of {} SKUs copied ({} %), {} a second",
          epoch, copied, total, 100 * copied / Math.max(1, total), perSecond(copied, now - start));
    }
  }

  /** Returns a rate. */
  static long perSecond(long count, long nanos) {
    return Math.round(count * 1e9 / Math.max(1, nanos));
  }
}
