package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.redis.BucketRecord.State;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.redisson.api.RedissonClient;

/**
 * Lends units of SKUs to their buckets and fetches them, in whatever epochs are open. A failure of
 * Redis closes the partition, as when orders are decided.
 *
 * <p>Every method throws a {@link DeductionUnavailableException} if it cannot be done now; trying
 * again is safe.
 */
public final class BucketLending {

  /** A transfer under way takes some milliseconds; what is older was left over by somebody. */
  private static final Duration STALE = Duration.ofSeconds(2);

  private final RedisStock stock;
  private final EpochGate gate;
  private final Clock clock;
  private final PartitionFailures failures;
  private final BucketTransfers transfers;

  /**
   * @param durable makes a transfer durable, see {@link BucketTransfers}
   */
  public BucketLending(
      RedissonClient redis,
      RedisProperties properties,
      RedisStock stock,
      EpochGate gate,
      BiConsumer<PartitionEpochs, StockTransfer> durable,
      Clock clock) {
    Partitions partitions = Partitions.of(properties);
    this.stock = stock;
    this.gate = gate;
    this.clock = clock;
    this.failures = new PartitionFailures(gate, stock::fence);
    this.transfers =
        new BucketTransfers(
            partitions, new LendScript(redis, partitions, LendScript.SCRIPT), durable, clock);
  }

  /**
   * Fetches all units of a SKU from its buckets.
   *
   * @return the buckets whose units cannot be fetched because they are in quarantine
   */
  public SortedSet<String> collapse(String sku) {
    return judging(epochs -> transfers.collapse(epochs, sku));
  }

  /** Lends so many units to each bucket of a SKU from 1 to a number that has none. */
  public void lend(String sku, int buckets, long units) {
    judging(
        epochs -> {
          for (int bucket = 1; bucket < buckets; bucket++) {
            boolean unused = transfers.lend(epochs, sku, bucket, units);
          }
          return true;
        });
  }

  /** Tells whether no bucket of a SKU has units of a loan. */
  public boolean isAllAtHome(String sku) {
    return judging(
        epochs ->
            transfers.records(epochs, sku).values().stream()
                .allMatch(record -> record.is(State.AT_HOME)));
  }

  /** Completes what somebody has left half done with the buckets of a SKU. */
  public void settle(String sku) {
    judging(
        epochs -> {
          long latest = clock.millis() - STALE.toMillis();
          transfers.records(epochs, sku).entrySet().stream()
              .filter(each -> each.getValue().decidedAt() <= latest)
              .forEach(each -> transfers.settle(epochs, sku, each.getKey(), each.getValue()));
          return true;
        });
  }

  /** Returns the units of some stock that can be sold, 0 if it is unknown. */
  public long available(String stockId) {
    return judging(
        epochs -> {
          StockLevel level = stock.read(epochs, List.of(stockId)).get(stockId);
          return level == null ? 0 : level.available();
        });
  }

  /**
   * Fetches what came back to buckets that have no loan, with a loan of nothing.
   *
   * @param buckets the names of the buckets that a SKU may have
   */
  public void fetchReturned(String sku, List<String> buckets) {
    judging(
        epochs -> {
          List<String> some = new ArrayList<>();
          stock
              .read(epochs, buckets)
              .forEach(
                  (id, level) -> {
                    if (level.available() > 0) {
                      some.add(id);
                    }
                  });
          for (String id : some) {
            boolean unused = transfers.lend(epochs, sku, id, 0);
          }
          return some.isEmpty() || transfers.collapse(epochs, sku).isEmpty();
        });
  }

  private <T> T judging(Function<PartitionEpochs, T> call) {
    PartitionEpochs epochs = gate.requireOpen().epochs();
    try {
      return failures.judging(epochs, call);
    } catch (org.redisson.client.RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
  }
}
