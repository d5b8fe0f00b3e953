package io.skuline.deduction.redis;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.FencedException;
import io.skuline.deduction.IncompleteAnswerException;
import io.skuline.deduction.OrderHomes;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import io.skuline.wire.CompactResultCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in Redis, by one script call per batch and partition.
 *
 * <p>Carts over several partitions take three rounds of calls; see {@link CartRounds}.
 *
 * <p>A call is EVALSHA and never falls back to sending the script. A server that does not know the
 * script is not the one that was verified: it restarted or was replaced, and may have lost data.
 * Such a server, or one that holds another epoch, closes the {@link EpochGate}.
 *
 * <p>A call that timed out may have run. Running it again is safe: the script answers an event that
 * it has decided with the first answer.
 */
public final class RedisDeductionEngine implements DeductionEngine {

  private static final Logger log = LoggerFactory.getLogger(RedisDeductionEngine.class);

  private final Partitions partitions;
  private final AnswerBuckets buckets;
  private final AnswerArchive archive;
  private final EpochGate gate;
  private final Clock clock;
  private final DecideScriptCall script;
  private final DecisionRounds rounds;
  private final PartitionFailures failures;

  public RedisDeductionEngine(
      RedissonClient redis,
      RedisProperties properties,
      RedisStock stock,
      AnswerArchive archive,
      EpochGate gate,
      Clock clock,
      OrderHomes homes) {
    this(
        properties,
        archive,
        gate,
        clock,
        stock::fence,
        new DecideCall(redis, Partitions.of(properties), properties),
        homes);
  }

  /** An engine in which every order is at home where its first SKU is. */
  public RedisDeductionEngine(
      RedissonClient redis,
      RedisProperties properties,
      RedisStock stock,
      AnswerArchive archive,
      EpochGate gate,
      Clock clock) {
    this(redis, properties, stock, archive, gate, clock, OrderHomes.BY_FIRST_SKU);
  }

  RedisDeductionEngine(
      RedisProperties properties,
      AnswerArchive archive,
      EpochGate gate,
      Clock clock,
      PartitionFailures.Fence fence,
      DecideScriptCall script,
      OrderHomes homes) {
    this.partitions = Partitions.of(properties).with(homes);
    this.buckets = new AnswerBuckets(properties.rememberFor());
    this.archive = archive;
    this.gate = gate;
    this.clock = clock;
    this.script = script;
    this.failures = new PartitionFailures(gate, fence);
    this.rounds = rounds(partitions, buckets, script);
  }

  private static DecisionRounds rounds(
      Partitions partitions, AnswerBuckets buckets, DecideScriptCall script) {
    return partitions.count() == 1
        ? new SingleRound(partitions.keys(0), buckets, script)
        : new CartRounds(
            new PartitionServers(partitions, buckets, script),
            TimeSource.SYSTEM,
            () -> Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }

  @Override
  public Decisions decide(List<OrderEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events, not 1 to " + MAX_EVENTS);
    }
    OpenEpochs open = gate.requireOpen();
    requireOpenPartitions(open, events);
    Instant now = clock.instant();
    Recollection known = recall(events, open, now);
    DecisionBatch batch =
        new DecisionBatch(
            open.epochs(), now, open.recallUntil(), known.recalled(), known.unasked(), events);
    List<String> answers = failures.judging(open.epochs(), epochs -> decide(batch));
    List<StockResult> results = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      OrderEvent event = events.get(i);
      String operationId = CompactResultCodec.operationId(event);
      results.add(CompactResultCodec.decode(event.key(), operationId, answers.get(i)));
    }
    requireReallyUnknown(open.epochs(), now, results);
    return new Decisions(
        open.epochs().only(partitions.touched(events, results)),
        results,
        !known.unasked().isEmpty());
  }

  private List<String> decide(DecisionBatch batch) {
    try {
      return rounds.decide(batch);
    } catch (ClosedPartitionsException e) {
      throw fenced(e, batch.events());
    }
  }

  /** If all stock is in one partition, it is open. */
  private void requireOpenPartitions(OpenEpochs open, List<OrderEvent> events) {
    if (open.recallUntil().size() == partitions.count()) {
      return;
    }
    Map<Integer, SortedMap<Integer, Set<String>>> closed = new TreeMap<>();
    for (int i = 0; i < events.size(); i++) {
      SortedMap<Integer, Set<String>> its = partitions.touchedBy(events.get(i));
      its.keySet().removeIf(open::contains);
      if (!its.isEmpty()) {
        closed.put(i, its);
      }
    }
    if (!closed.isEmpty()) {
      throw fenced(new ClosedPartitionsException(closed), events);
    }
  }

  private FencedException fenced(ClosedPartitionsException e, List<OrderEvent> events) {
    Instant now = Instant.now();
    List<EpochGate.State> states = gate.states();
    Duration closedFor =
        e.partitions().stream()
            .map(states::get)
            .map(state -> state.open() ? Duration.ZERO : Duration.between(state.since(), now))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new FencedException(e.skus(), events, closedFor);
  }

  @Override
  public void confirm(PartitionEpochs epochs) {
    failures.judging(
        epochs,
        each -> {
          script.confirm(each);
          return true;
        });
  }

  @Override
  public void verify() {
    PartitionEpochs open = gate.open().epochs();
    if (!open.byPartition().isEmpty()) {
      confirm(open);
    }
  }

  /**
   * A SKU that the database has seen cannot be unknown: its key is lost, and perhaps more is lost
   * with it. A repeated answer does not count, since the SKU may have been stocked after it. While
   * the database is unavailable, the answer stands; it sells nothing.
   */
  private void requireReallyUnknown(
      PartitionEpochs epochs, Instant now, List<StockResult> results) {
    Set<String> unknown = new LinkedHashSet<>();
    for (StockResult result : results) {
      if (result instanceof DeductionRejected rejected
          && rejected.reason() == DeductionRejected.Reason.UNKNOWN_SKU
          && rejected.decidedAt().toEpochMilli() == now.toEpochMilli()) {
        rejected.shortages().forEach(shortage -> unknown.add(shortage.sku()));
      }
    }
    if (!unknown.isEmpty()) {
      partitions
          .divide(unknown)
          .forEach(
              (partition, skus) -> requireReallyUnknown(partition, epochs.at(partition), skus));
    }
  }

  private void requireReallyUnknown(int partition, long epoch, List<String> skus) {
    try {
      if (!archive.hasStocked(skus)) {
        return;
      }
    } catch (RuntimeException e) {
      log.warn("The database cannot confirm that {} SKUs are unknown", skus.size(), e);
      return;
    }
    failures.fence(
        partition,
        epoch,
        DataLoss.MISSING_SKU,
        "Redis has lost SKUs that the database knows: " + skus);
    throw new DeductionUnavailableException("Redis has lost stock");
  }

  /**
   * @param unasked orders and adjustments about which the database had to be asked and could not be
   *     asked
   */
  private record Recollection(List<RecalledAnswer> recalled, Set<String> unasked) {}

  /** A cancellation does not say which partitions its order has touched. */
  private Instant recallUntil(OpenEpochs open, OrderEvent event) {
    boolean any = partitions.count() == 1 || event instanceof OrderCancelled;
    return open.recallUntil(any ? List.of() : partitions.touchedBy(event).keySet());
  }

  /**
   * Returns what the database knows about orders that Redis may not know, or no longer knows.
   *
   * <p>After a rebuild, for as long as answers are remembered, that may be any order, because an
   * order is its id and may be published again with another time. If the database is unavailable
   * then, only orders that were created before the rebuild wait. The younger ones are hardly ever
   * repeats, and a database that is unavailable must stop no sale.
   */
  private Recollection recall(List<OrderEvent> events, OpenEpochs open, Instant now) {
    Set<String> keys = new LinkedHashSet<>();
    boolean someAreOld = false;
    for (OrderEvent event : events) {
      Instant recallUntil = recallUntil(open, event);
      boolean afterARebuild = buckets.mayHaveBeenDecidedBefore(recallUntil, now);
      boolean old =
          event.createdAt().isBefore(recallUntil) || buckets.isForgotten(event.createdAt(), now);
      someAreOld |= old;
      if (old || afterARebuild) {
        keys.add(event.key());
      }
    }
    if (keys.isEmpty()) {
      return new Recollection(List.of(), Set.of());
    }
    try {
      return new Recollection(RecalledAnswer.from(archive.answersAbout(keys)), Set.of());
    } catch (DeductionUnavailableException e) {
      throw e;
    } catch (AnswerArchive.IncompleteException e) {
      throw new IncompleteAnswerException(e.keys(), events);
    } catch (RuntimeException e) {
      if (someAreOld) {
        throw new DeductionUnavailableException("The database cannot be asked about old orders", e);
      }
      log.warn("{} orders are decided without asking the database: {}", keys.size(), e.toString());
      return new Recollection(List.of(), keys);
    }
  }
}
