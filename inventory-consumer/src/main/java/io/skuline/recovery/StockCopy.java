package io.skuline.recovery;

import io.skuline.deduction.StockLevel;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies stock and sequence of every SKU from the database into an epoch of Redis, page by page;
 * the next page is read while Redis takes the ones before. Memory is bounded by the pages under
 * way.
 */
final class StockCopy {

  private static final Logger log = LoggerFactory.getLogger(StockCopy.class);
  private static final int PAGE = 1000;
  private static final int PAGES_UNDER_WAY = 4;
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Shards shards;
  private final RedisStock redis;

  StockCopy(Shards shards, RedisStock redis) {
    this.shards = shards;
    this.redis = redis;
  }

  /** How many SKUs there are to copy. */
  long count() {
    return shards.all().stream().mapToLong(StockCopy::count).sum();
  }

  private static long count(Shard shard) {
    Long skus =
        shard.jdbc().queryForObject("SELECT COUNT(*) FROM stock WHERE movements > 0", Long.class);
    return skus == null ? 0 : skus;
  }

  /**
   * @param token of the rebuild under way
   * @param total for the log
   * @param progress gets the number of SKUs that Redis has
   * @return how many SKUs were copied
   */
  long run(String token, long epoch, long total, LongConsumer progress) {
    Deque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();
    Speed speed = new Speed(epoch, total);
    Pages pages = new Pages(shards);
    long copied = 0;
    while (true) {
      Map<String, StockLevel> page = pages.next();
      while (!underWay.isEmpty() && (page.isEmpty() || underWay.size() == PAGES_UNDER_WAY)) {
        copied += await(underWay.remove());
        progress.accept(copied);
        speed.say(copied);
      }
      if (page.isEmpty()) {
        return copied;
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

  /** The stock rows, by SKU, of one shard after the other. */
  private static final class Pages {

    private final Iterator<Shard> rest;
    private Shard shard;
    private String after = "";

    Pages(Shards shards) {
      rest = shards.all().iterator();
      shard = rest.next();
    }

    /** Empty after the last. */
    Map<String, StockLevel> next() {
      Map<String, StockLevel> page = read();
      while (page.isEmpty() && rest.hasNext()) {
        shard = rest.next();
        after = "";
        page = read();
      }
      return page;
    }

    private Map<String, StockLevel> read() {
      Map<String, StockLevel> page = new LinkedHashMap<>();
      String from = after;
      shard
          .jdbc()
          .query(
              "SELECT sku_id, available, last_sequence FROM stock"
                  + " WHERE sku_id > ? AND movements > 0 ORDER BY sku_id LIMIT "
                  + PAGE,
              row -> {
                after = row.getString("sku_id");
                page.put(
                    after, new StockLevel(row.getLong("available"), row.getLong("last_sequence")));
              },
              from);
      return page;
    }
  }

  /** A line in the log now and then. */
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

  /** A rate. */
  static long perSecond(long count, long nanos) {
    return Math.round(count * 1e9 / Math.max(1, nanos));
  }
}
