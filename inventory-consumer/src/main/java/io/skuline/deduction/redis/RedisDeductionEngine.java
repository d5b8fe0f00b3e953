package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.IncompleteAnswerException;
import io.skuline.deduction.QuarantinedException;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in Redis, one script call per batch.
 *
 * <p>The call is EVALSHA and never falls back to sending the script. A server that does not know
 * the script is not the one that was verified: it restarted or was replaced, and may have lost
 * data. Such a server, or one that holds another epoch, closes the {@link EpochGate}.
 *
 * <p>A call that timed out may have run. Running it again is safe: the script answers an event that
 * it has decided with the first answer.
 */
public final class RedisDeductionEngine implements DeductionEngine {

  private static final Logger log = LoggerFactory.getLogger(RedisDeductionEngine.class);

  private final RedisKeys keys;
  private final AnswerBuckets buckets;
  private final AnswerArchive archive;
  private final EpochGate gate;
  private final Clock clock;
  private final LongConsumer fence;
  private final DecideScriptCall script;

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
        new DecideCall(redis, new RedisKeys(properties.namespace(), 0), properties));
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
    this.keys = new RedisKeys(properties.namespace(), 0);
    this.buckets = new AnswerBuckets(properties.rememberFor());
    this.archive = archive;
    this.gate = gate;
    this.clock = clock;
    this.fence = fence;
    this.script = script;
  }

  @Override
  public Decisions decide(List<OrderEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events, not 1 to " + MAX_EVENTS);
    }
    EpochGate.State state = gate.requireOpen();
    Instant now = clock.instant();
    Recollection known = recall(events, state.recallUntil(), now);
    Object[] arguments =
        DecideScript.arguments(keys, state.epoch(), now, buckets, known.recalled(), events);
    List<String> answers = call(state.epoch(), events, () -> script.run(arguments));
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
        List.of(),
        () -> {
          script.confirm(epoch);
          return List.of();
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

  private List<String> call(long epoch, List<OrderEvent> events, Supplier<List<String>> script) {
    try {
      return script.get();
    } catch (RedisNoScriptException e) {
      gate.close(
          epoch,
          DataLoss.SCRIPTS,
          "Redis restarted, failed over or was flushed (it lost the script)");
      throw new DeductionUnavailableException("Redis is not the server that was verified", e);
    } catch (RedisException e) {
      Matcher quarantined = DecideScript.QUARANTINED.matcher(String.valueOf(e.getMessage()));
      if (quarantined.find()) {
        throw quarantined(events, quarantined.group(1), quarantined.group(2));
      }
      if (DecideScript.says(e, DecideScript.WRONG_EPOCH)) {
        gate.close(
            epoch, DataLoss.EPOCH, "Redis is not what was verified: " + DecideScript.words(e));
      } else if (DecideScript.says(e, DecideScript.CHANGED)) {
        fence(
            epoch,
            DataLoss.CHANGED_SKU,
            "A SKU was changed in Redis by hand: " + DecideScript.words(e));
      } else if (DecideScript.isDefect(e)) {
        throw new StockDriftException("Redis cannot decide: " + DecideScript.words(e), e);
      }
      throw new DeductionUnavailableException("Redis did not decide: " + DecideScript.words(e), e);
    }
  }

  /**
   * @param touching the events and their SKUs, as the script writes them: {@code 0:1;7:1,2}
   */
  private static QuarantinedException quarantined(
      List<OrderEvent> events, String held, String touching) {
    String[] skus = held.split(",", -1);
    Map<Integer, Set<String>> heldBy = new TreeMap<>();
    for (String event : touching.split(";", -1)) {
      String[] parts = event.split(":", -1);
      Set<String> its = new TreeSet<>();
      for (String place : parts[1].split(",", -1)) {
        its.add(skus[Integer.parseInt(place) - 1]);
      }
      heldBy.put(Integer.valueOf(parts[0]), its);
    }
    return new QuarantinedException(heldBy, events);
  }
}
