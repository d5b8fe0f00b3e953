package io.skuline.reconciliation;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.deduction.redis.ServerCheck;
import io.skuline.event.StockLevel;
import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.EpochTable;
import io.skuline.store.PartitionEpochs;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** Live stock of the Redis engine. */
record RedisLiveStock(RedisStock redis, EpochGate gate, EpochTable table) implements LiveStock {

  @Override
  public PartitionEpochs epochs() {
    return gate.requireOpen().epochs();
  }

  @Override
  public Map<String, Held> read(PartitionEpochs open, Map<String, StockLevel> stored) {
    Map<String, Held> held = new LinkedHashMap<>();
    asking(() -> redis.look(open, stored.keySet()))
        .forEach(
            (sku, found) ->
                held.put(sku, new Held(found.available(), found.sequence(), found.quarantined())));
    return held;
  }

  @Override
  public Iterable<String> skus(PartitionEpochs open) {
    return () -> {
      Iterator<String> found = asking(() -> redis.skus(open).iterator());
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return asking(found::hasNext);
        }

        @Override
        public String next() {
          return asking(found::next);
        }
      };
    };
  }

  /** The servers may still have epochs that have ended elsewhere; the database knows that. */
  @Override
  public void requireStanding(PartitionEpochs standing) {
    ServerCheck check = redis.check(standing);
    if (!check.silent().isEmpty()) {
      RedisException e = check.silent().values().iterator().next();
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
    EpochState current = table.current();
    standing
        .byPartition()
        .forEach(
            (partition, epoch) -> {
              Epoch its = current.epochOf(partition, standing.partitions());
              if (!check.held().contains(partition) || its.number() != epoch) {
                throw new DeductionUnavailableException("Epoch " + epoch + " has ended");
              }
            });
  }

  @Override
  public void quarantine(PartitionEpochs open, Collection<String> skus) {
    asking(
        () -> {
          redis.quarantine(open, skus);
          return List.of();
        });
  }

  @Override
  public void endQuarantine(PartitionEpochs open, String sku) {
    asking(
        () -> {
          redis.endQuarantine(open.of(sku), sku);
          return List.of();
        });
  }

  @Override
  public boolean repair(
      PartitionEpochs open, String sku, @Nullable Held seen, @Nullable StockLevel becomes) {
    String available = seen == null ? "" : seen.available();
    String sequence = seen == null ? "" : seen.sequence();
    return asking(() -> redis.repair(open.of(sku), sku, available, sequence, becomes));
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
  }
}
