package io.skuline.deduction.redis;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.IncompleteAnswerException;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.store.StockDriftException;
import io.skuline.wire.CompactResultCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
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

  private final AnswerBuckets buckets;
  private final AnswerArchive archive;
  private final EpochGate gate;
  private final Clock clock;
  private final LongConsumer fence;
  private final DecideScriptCall script;
  private final DecisionRounds rounds;

  public RedisDeductionEngine(
      RedissonClient redis,
      RedisProperties properties,
      RedisStock stock,
      AnswerArchive archive,
      EpochGate gate,
      Clock clock) {
    this(
        properties,
        archive,
        gate,
        clock,
        stock::fence,
        new DecideCall(redis, Partitions.of(properties), properties));
  }

  /**
   * @param fence fences the server for every instance, if the server is open for the epoch
   */
  RedisDeductionEngine(
      RedisProperties properties,
      AnswerArchive archive,
      EpochGate gate,
      Clock clock,
      LongConsumer fence,
      DecideScriptCall script) {
    this.buckets = new AnswerBuckets(properties.rememberFor());
    this.archive = archive;
    this.gate = gate;
    this.clock = clock;
    this.fence = fence;
    this.script = script;
    this.rounds = rounds(Partitions.of(properties), buckets, script);
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
    EpochGate.State state = gate.requireOpen();
    Instant now = clock.instant();
    Recollection known = recall(events, state.recallUntil(), now);
    List<String> answers =
        call(state.epoch(), () -> rounds.decide(state.epoch(), now, known.recalled(), events));
    List<StockResult> results = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      OrderEvent event = events.get(i);
      String operationId = CompactResultCodec.operationId(event);
      results.add(CompactResultCodec.decode(event.key(), operationId, answers.get(i)));
    }
    requireReallyUnknown(state.epoch(), now, results);
    return new Decisions(state.epoch(), results, known.unchecked());
  }

  @Override
  public void confirm(long epoch) {
    call(
        epoch,
        () -> {
          script.confirm(epoch);
          return true;
        });
  }

  @Override
  public void verify(long epoch) {
    call(
        epoch,
        () -> {
          script.confirmEverywhere(epoch);
          return true;
        });
  }

  /**
   * A SKU that the database has seen cannot be unknown: its key is lost, and perhaps more is lost
   * with it. A repeated answer does not count, since the SKU may have been stocked after it. While
   * the database is unavailable, the answer stands; it sells nothing.
   */
  private void requireReallyUnknown(long epoch, Instant now, List<StockResult> results) {
    Set<String> unknown = new LinkedHashSet<>();
    for (StockResult result : results) {
      if (result instanceof DeductionRejected rejected
          && rejected.reason() == DeductionRejected.Reason.UNKNOWN_SKU
          && rejected.decidedAt().toEpochMilli() == now.toEpochMilli()) {
        rejected.shortages().forEach(shortage -> unknown.add(shortage.sku()));
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    try {
      if (!archive.hasStocked(unknown)) {
        return;
      }
    } catch (RuntimeException e) {
      log.warn("The database cannot confirm that {} SKUs are unknown", unknown.size(), e);
      return;
    }
    fence(epoch, DataLoss.MISSING_SKU, "Redis has lost SKUs that the database knows: " + unknown);
    throw new DeductionUnavailableException("Redis has lost stock");
  }

  /** Fences the server for every instance, until it has been rebuilt. */
  private void fence(long epoch, DataLoss loss, String reason) {
    log.error("{}", reason);
    try {
      fence.accept(epoch);
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be fenced: " + e.getMessage(), e);
    }
    gate.close(epoch, loss, reason);
  }

  /**
   * @param unchecked whether the database had to be asked and could not be asked
   */
  private record Recollection(List<RecalledAnswer> recalled, boolean unchecked) {}

  /**
   * Returns what the database knows about orders that Redis may not know, or no longer knows.
   *
   * <p>After a rebuild, for as long as answers are remembered, that may be any order, because an
   * order is its id and may be published again with another time. If the database is unavailable
   * then, only orders that were created before the rebuild wait. The younger ones are hardly ever
   * repeats, and a database that is unavailable must stop no sale.
   */
  private Recollection recall(List<OrderEvent> events, Instant recallUntil, Instant now) {
    boolean afterARebuild = buckets.mayHaveBeenDecidedBefore(recallUntil, now);
    Set<String> keys = new LinkedHashSet<>();
    boolean someAreOld = false;
    for (OrderEvent event : events) {
      boolean old =
          event.createdAt().isBefore(recallUntil) || buckets.isForgotten(event.createdAt(), now);
      someAreOld |= old;
      if (old || afterARebuild) {
        keys.add(event.key());
      }
    }
    if (keys.isEmpty()) {
      return new Recollection(List.of(), false);
    }
    try {
      return new Recollection(RecalledAnswer.from(archive.answersAbout(keys)), false);
    } catch (DeductionUnavailableException e) {
      throw e;
    } catch (AnswerArchive.IncompleteException e) {
      throw new IncompleteAnswerException(e.keys(), events);
    } catch (RuntimeException e) {
      if (someAreOld) {
        throw new DeductionUnavailableException("The database cannot be asked about old orders", e);
      }
      log.warn("{} orders are decided without asking the database: {}", keys.size(), e.toString());
      return new Recollection(List.of(), true);
    }
  }

  private <T> T call(long epoch, Supplier<T> script) {
    try {
      return script.get();
    } catch (PartitionFailedException e) {
      throw failed(epoch, e.failure());
    }
  }

  private RuntimeException failed(long epoch, RedisException e) {
    if (e instanceof RedisNoScriptException) {
      gate.close(
          epoch,
          DataLoss.SCRIPTS,
          "Redis restarted, failed over or was flushed (it lost the script)");
      return new DeductionUnavailableException("Redis is not the server that was verified", e);
    }
    if (DecideScript.says(e, DecideScript.WRONG_EPOCH)) {
      gate.close(epoch, DataLoss.EPOCH, "Redis is not what was verified: " + DecideScript.words(e));
    } else if (DecideScript.says(e, DecideScript.CHANGED)) {
      fence(
          epoch,
          DataLoss.CHANGED_SKU,
          "A SKU was changed in Redis by hand: " + DecideScript.words(e));
    } else if (DecideScript.isDefect(e)) {
      return new StockDriftException("Redis cannot decide: " + DecideScript.words(e), e);
    }
    return new DeductionUnavailableException("Redis did not decide: " + DecideScript.words(e), e);
  }
}
