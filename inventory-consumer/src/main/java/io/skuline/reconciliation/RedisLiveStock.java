package io.skuline.reconciliation;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.event.StockLevel;
import io.skuline.store.EpochTable;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** Live stock of the Redis engine. */
record RedisLiveStock(RedisStock redis, EpochGate gate, EpochTable epochs) implements LiveStock {

  @Override
  public long epoch() {
    return gate.requireOpen().epoch();
  }

  @Override
  public Map<String, Held> read(long epoch, Map<String, StockLevel> stored) {
    Map<String, Held> held = new LinkedHashMap<>();
    asking(() -> redis.look(epoch, stored.keySet()))
        .forEach(
            (sku, found) ->
                held.put(sku, new Held(found.available(), found.sequence(), found.quarantined())));
    return held;
  }

  @Override
  public Iterable<String> skus(long epoch) {
    return () -> {
      Iterator<String> found = asking(() -> redis.skus(epoch).iterator());
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

  /** The server may still have an epoch that has ended elsewhere; the database knows that. */
  @Override
  public void requireStanding(long epoch) {
    boolean stands = asking(() -> redis.holds(epoch)) && epochs.current().number() == epoch;
    if (!stands) {
      throw new DeductionUnavailableException("Epoch " + epoch + " has ended");
    }
  }

  @Override
  public void quarantine(long epoch, Collection<String> skus) {
    asking(
        () -> {
          redis.quarantine(Long.toString(epoch), epoch, skus);
          return List.of();
        });
  }

  @Override
  public void endQuarantine(long epoch, String sku) {
    asking(
        () -> {
          redis.endQuarantine(epoch, sku);
          return List.of();
        });
  }

  @Override
  public boolean repair(long epoch, String sku, @Nullable Held seen, @Nullable StockLevel becomes) {
    String available = seen == null ? "" : seen.available();
    String sequence = seen == null ? "" : seen.sequence();
    return asking(() -> redis.repair(epoch, sku, available, sequence, becomes));
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
  }
}
