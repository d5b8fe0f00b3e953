package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import io.skuline.wire.CompactResultCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stock of a simulated sale of one SKU with buckets: what was told and journaled of it, and how
 * partitions are lost and built anew from that.
 */
final class LendingSale {

  static final int BUCKETS = 4;

  private final TestRedis redis;
  private final Mutant mutant;
  private final String hot;
  private final Instant hotFrom;
  private final Map<String, Long> initial;
  private final Set<Integer> lost = new HashSet<>();

  /** What was told. */
  final Map<OrderEvent, String> answers = new LinkedHashMap<>();

  final Set<StockTransfer> journaled = new LinkedHashSet<>();
  final List<String> violations = new ArrayList<>();
  final Partitions partitions;

  /**
   * The code under test, perhaps with a mistake in it.
   *
   * @param journals whether transfers are journaled before they go on
   * @param asksBaseAfterALoss whether orders that are older than their home's epoch leave buckets
   *     alone
   */
  record Mutant(LuaScript decide, LuaScript lend, boolean journals, boolean asksBaseAfterALoss) {
    static final Mutant NONE = new Mutant(DecideScript.SCRIPT, LendScript.SCRIPT, true, true);
  }

  LendingSale(
      TestRedis redis, Mutant mutant, String hot, Instant hotFrom, Map<String, Long> initial) {
    this.redis = redis;
    this.mutant = mutant;
    this.hot = hot;
    this.hotFrom = hotFrom;
    this.initial = initial;
    this.partitions = redis.partitions().with(this::home);
  }

  private String home(OrderEvent event) {
    String sku = event.messageGroup();
    if (event instanceof StockAdjusted || !sku.equals(hot) || event.createdAt().isBefore(hotFrom)) {
      return sku;
    }
    return SkuBuckets.id(sku, SpreadGroups.number(event.key()) % BUCKETS);
  }

  CartRounds rounds() {
    return SteppedRounds.of(partitions, redis, mutant.decide());
  }

  BucketTransfers transfers() {
    return new BucketTransfers(
        partitions,
        (partition, arguments) ->
            SteppedDriver.call(
                () -> redis.callForText(mutant.lend(), partition, arguments.toArray())),
        this::makeDurable,
        Clock.systemUTC());
  }

  /** What is journaled in a former epoch is void. */
  private void makeDurable(PartitionEpochs epochs, StockTransfer transfer) {
    if (!mutant.journals()) {
      return;
    }
    SteppedDriver.call(() -> stands(epochs) && journal(transfer));
    if (!SteppedDriver.call(() -> stands(epochs))) {
      throw new DeductionUnavailableException("lost");
    }
  }

  boolean stands(PartitionEpochs epochs) {
    return redis.epochs().byPartition().entrySet().containsAll(epochs.byPartition().entrySet());
  }

  private boolean journal(StockTransfer transfer) {
    for (StockTransfer each : journaled) {
      if (each.operationId().equals(transfer.operationId())
          && each.bucket().equals(transfer.bucket())
          && each.stockId().equals(transfer.stockId())
          && !each.equals(transfer)) {
        violations.add("Two transfers are one: %s, %s".formatted(each, transfer));
      }
    }
    return journaled.add(transfer);
  }

  boolean anyLost() {
    return !lost.isEmpty();
  }

  void loseUnlessLost(int partition, PartitionEpochs epochs) {
    if (redis.epochs().at(partition) == epochs.at(partition)) {
      lose(partition);
    }
  }

  /** As if a void movement followed, the next number is always free. */
  void lose(int partition) {
    Map<String, StockLevel> levels = new HashMap<>();
    initial.forEach((sku, units) -> levels.put(sku, new StockLevel(units, 1)));
    answers.forEach(
        (event, text) -> {
          for (StockMove move : result(event, text).moves()) {
            long units = event instanceof OrderCreated ? -move.quantity() : move.quantity();
            levels.merge(move.stockId(), new StockLevel(units, move.sequence()), LendingSale::sum);
          }
        });
    for (StockTransfer each : journaled) {
      long units = each.takes() ? each.units() : -each.units();
      levels.merge(each.stockId(), new StockLevel(units, each.sequence()), LendingSale::sum);
    }
    levels.keySet().removeIf(id -> partitions.of(id) != partition);
    levels.replaceAll((id, level) -> new StockLevel(level.available(), level.sequence() + 1));
    redis.lose(partition, levels, journaled);
    lost.add(partition);
  }

  private static StockLevel sum(StockLevel one, StockLevel other) {
    return new StockLevel(
        one.available() + other.available(), Math.max(one.sequence(), other.sequence()));
  }

  static StockResult result(OrderEvent event, String text) {
    return CompactResultCodec.decode(event.key(), CompactResultCodec.operationId(event), text);
  }

  /** Returns a batch with what the database knows of its orders, as far as it has to be asked. */
  DecisionBatch batch(List<OrderEvent> events) {
    Map<OrderEvent, StockResult> known = new HashMap<>();
    Map<Integer, Instant> recallUntil = new HashMap<>();
    if (anyLost()) {
      Set<String> keys = new HashSet<>();
      events.forEach(event -> keys.add(event.key()));
      answers.forEach(
          (event, text) -> {
            if (keys.contains(event.key())) {
              known.put(event, result(event, text));
            }
          });
      if (mutant.asksBaseAfterALoss()) {
        lost.forEach(partition -> recallUntil.put(partition, Instant.MAX));
      }
    }
    return new DecisionBatch(
        redis.epochs(),
        Instant.now(),
        recallUntil,
        RecalledAnswer.from(List.copyOf(known.values())),
        Set.of(),
        events);
  }
}
