package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.redis.BucketRecord.State;
import io.skuline.event.SkuBuckets;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves units between the stock of a SKU, the base, and its buckets, which lie in other partitions.
 * The base turns orders away, and only if no bucket has units; so it knows at any time which
 * buckets may have some.
 *
 * <p>Units that go from one to the other are nowhere on their way, and cannot be sold. What the
 * giver gives is durable, in the journal and in an epoch that still stood afterwards, before the
 * other one gets it. Otherwise a giver that is lost and rebuilt would have the units again, which
 * the other one sells. In the same way, what has come in can be sold only when that is durable.
 *
 * <p>Every step may be repeated, by any instance. Whoever finds a transfer half done does all of it
 * again from the start, and gets the same numbers.
 */
final class BucketTransfers {

  private final Partitions partitions;
  private final LendScriptCall script;
  private final BiConsumer<PartitionEpochs, StockTransfer> durable;
  private final Clock clock;

  /**
   * @param durable makes a transfer durable: it writes it to the journal and confirms that the
   *     epoch of its stock has stood until then; throws if that is not certain
   */
  BucketTransfers(
      Partitions partitions,
      LendScriptCall script,
      BiConsumer<PartitionEpochs, StockTransfer> durable,
      Clock clock) {
    this.partitions = partitions;
    this.script = script;
    this.durable = durable;
    this.clock = clock;
  }

  /**
   * Lends units to a bucket, if the base has so many and the bucket has none. A loan that was begun
   * before is completed instead.
   *
   * @param epochs those of all open partitions
   * @param units 0 or more
   * @return whether the bucket has units of a loan now
   */
  boolean lend(PartitionEpochs epochs, String sku, int bucket, long units) {
    return lend(epochs, sku, SkuBuckets.id(sku, bucket), units);
  }

  /** Lends units to a bucket that is given by its name. */
  boolean lend(PartitionEpochs epochs, String sku, String id, long units) {
    requireOpen(epochs, sku);
    requireOpen(epochs, id);
    String answer = call(epochs, sku, "out", id, sku, 0, units);
    if (answer.startsWith("!")) {
      return false;
    }
    BucketRecord record = BucketRecord.atBase(answer);
    if (record.is(State.LENDING)) {
      complete(epochs, sku, id, record);
    }
    return !record.is(State.COMING_BACK);
  }

  /** Has the bucket take what the base has given. */
  private void complete(PartitionEpochs epochs, String sku, String id, BucketRecord given) {
    durable.accept(epochs.onlyOf(sku), given.transfer(id, sku, true));
    String answer = call(epochs, id, "in", id, sku, given.loan(), given.units());
    if (answer.equals("!Q")) {
      throw new DeductionUnavailableException(id + " is in quarantine");
    }
    if (!answer.startsWith("!")) {
      BucketRecord taken = BucketRecord.atBucket(answer);
      if (taken.is(State.CAME_IN)) {
        durable.accept(epochs.onlyOf(id), taken.transfer(id, id, true));
        requireDone(id, call(epochs, id, "open", id, sku, given.loan(), 0));
      }
    }
    requireDone(sku, call(epochs, sku, "lent", id, sku, given.loan(), 0));
  }

  /**
   * Fetches all units from the buckets of a SKU.
   *
   * @param epochs those of all open partitions
   * @return the buckets whose units cannot be fetched because they are in quarantine; empty if the
   *     base has all units
   * @throws DeductionUnavailableException if the partition of a bucket is closed
   */
  SortedSet<String> collapse(PartitionEpochs epochs, String sku) {
    requireOpen(epochs, sku);
    SortedSet<String> left = new TreeSet<>();
    records(epochs, sku)
        .forEach(
            (id, record) -> {
              if (!record.is(State.AT_HOME) && !fetch(epochs, sku, id, record)) {
                left.add(id);
              }
            });
    return left;
  }

  /** Completes what was left half done, so that the bucket has units of a loan, or none. */
  void settle(PartitionEpochs epochs, String sku, String id, BucketRecord record) {
    if (!epochs.covers(id)) {
      return;
    }
    if (record.is(State.LENDING)) {
      complete(epochs, sku, id, record);
    } else if (record.is(State.COMING_BACK) || (record.is(State.LENT) && isClosed(epochs, id))) {
      boolean unused = fetch(epochs, sku, id, record);
    }
  }

  private boolean isClosed(PartitionEpochs epochs, String id) {
    String record = call(epochs, id, "look", id, SkuBuckets.skuOf(id), 0, 0);
    return !record.isEmpty() && BucketRecord.atBucket(record).is(State.CLOSED);
  }

  private boolean fetch(PartitionEpochs epochs, String sku, String id, BucketRecord record) {
    BucketRecord back = record;
    if (!record.is(State.COMING_BACK)) {
      requireOpen(epochs, id);
      if (record.is(State.LENDING)) {
        complete(epochs, sku, id, record);
      }
      BucketRecord given = close(epochs, sku, id, record.loan());
      if (given == null) {
        return false;
      }
      durable.accept(epochs.onlyOf(id), given.transfer(id, id, false));
      String answer = call(epochs, sku, "back", id, sku, record.loan(), given.units());
      if (answer.equals("!G")) {
        return true; // somebody else has fetched them, and has lent others
      }
      requireDone(sku, answer);
      back = BucketRecord.atBase(answer);
    }
    durable.accept(epochs.onlyOf(sku), back.transfer(id, sku, false));
    requireDone(sku, call(epochs, sku, "home", id, sku, record.loan(), 0));
    return true;
  }

  /**
   * @return what the bucket has given; null if it is in quarantine
   */
  private @Nullable BucketRecord close(PartitionEpochs epochs, String sku, String id, long loan) {
    String answer = call(epochs, id, "close", id, sku, loan, 0);
    if (answer.equals("!Q")) {
      return null;
    }
    if (answer.startsWith("!") || !BucketRecord.atBucket(answer).is(State.CLOSED)) {
      throw new DeductionUnavailableException(
          "Loan %d of %s is not as its SKU knows it: %s".formatted(loan, id, answer));
    }
    return BucketRecord.atBucket(answer);
  }

  /** Returns what the base has recorded of each bucket of a SKU that ever had a loan. */
  SortedMap<String, BucketRecord> records(PartitionEpochs epochs, String sku) {
    List<String> ids = new ArrayList<>();
    for (int bucket = 1; bucket < SkuBuckets.MAX; bucket++) {
      ids.add(SkuBuckets.id(sku, bucket));
    }
    requireOpen(epochs, sku);
    String[] found = call(epochs, sku, "look", String.join(",", ids), sku, 0, 0).split(";", -1);
    SortedMap<String, BucketRecord> records = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!found[i].isEmpty()) {
        records.put(ids.get(i), BucketRecord.atBase(found[i]));
      }
    }
    return records;
  }

  private static void requireOpen(PartitionEpochs epochs, String stockId) {
    if (!epochs.covers(stockId)) {
      throw new DeductionUnavailableException("The stock of " + stockId + " is fenced");
    }
  }

  /** A loan that has passed is as good as done: somebody else has done it, and more. */
  private static void requireDone(String stockId, String answer) {
    if (answer.equals("!Q")) {
      throw new DeductionUnavailableException(stockId + " is in quarantine");
    }
  }

  private String call(
      PartitionEpochs epochs,
      String stockId,
      String step,
      String bucket,
      String sku,
      long loan,
      long units) {
    int partition = partitions.of(stockId);
    long epoch = epochs.at(partition);
    RedisKeys keys = partitions.keys(partition);
    return script.run(
        partition,
        List.of(
            Long.toString(epoch),
            keys.stockPrefix(epoch),
            keys.memoryPrefix(epoch),
            Long.toString(clock.millis()),
            step,
            bucket,
            sku,
            Long.toString(loan),
            Long.toString(units)));
  }
}
