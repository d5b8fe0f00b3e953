package io.skuline.intake;

import io.skuline.deadletter.DeadLetter;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deadletter.Replay;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.FencedException;
import io.skuline.deduction.IncompleteAnswerException;
import io.skuline.deduction.LentUnits;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.Journal;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.messaging.RocketMqClient;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockDriftException;
import io.skuline.tracing.Traces;
import io.skuline.wire.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pipeline with everything around it in memory; each part can fail. */
final class Intake {

  static final String JOURNAL = "journal";
  static final String RESULTS = "results";
  static final String LETTERS = "letters";

  static final Instant AT = Instant.ofEpochMilli(1_764_000_000_000L);

  /**
   * The events of a test in their order: the engine's steps, stored messages by topic, settled
   * replays.
   */
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  final FakeRocketMqClient broker = new FakeRocketMqClient(log);
  final Engine engine = new Engine();
  final Map<Replay, String> settled = new HashMap<>();
  boolean storeUnavailable;

  Pipeline pipeline() {
    return pipeline(new Store());
  }

  /** Returns a pipeline that continues the traces of its messages. */
  Pipeline pipeline(Traces traces) {
    return pipeline(new Store(), traces);
  }

  Pipeline pipeline(DeadLetterStore store) {
    return pipeline(store, Traces.OFF);
  }

  private Pipeline pipeline(DeadLetterStore store, Traces traces) {
    RocketMqClient connection = broker.connect();
    return new Pipeline(
        engine,
        LentUnits.NONE,
        new Journal(connection, JOURNAL),
        new ResultPublisher(connection, RESULTS, new EventCodec()),
        new DeadLetterPublisher(connection, LETTERS, store),
        store,
        Duration.ofSeconds(2),
        traces);
  }

  /** An engine that confirms everything, unless a test makes it fail. */
  final class Engine implements DeductionEngine {

    long epoch = 1;
    boolean away;
    boolean ended;
    boolean journaled = true;
    final Set<String> defective = new HashSet<>();
    final Set<String> quarantined = new HashSet<>();

    /** Orders that touch closed partitions, and for how long those have been closed. */
    final Set<String> fenced = new HashSet<>();

    Duration closedFor = Duration.ofSeconds(3);

    /** Orders whose answers have lost lines in the database. */
    final Set<String> incomplete = new HashSet<>();

    StockResult answer(String key) {
      return new DeductionConfirmed(key, AT, List.of(new StockMove("sku", 1, 1, 2)));
    }

    @Override
    public Decisions decide(List<OrderEvent> events) {
      List<String> keys = events.stream().map(OrderEvent::key).toList();
      log.add("decide " + keys);
      if (away) {
        throw new DeductionUnavailableException("away");
      }
      if (keys.stream().anyMatch(defective::contains)) {
        throw new StockDriftException("contradicts itself");
      }
      if (keys.stream().anyMatch(incomplete::contains)) {
        throw new IncompleteAnswerException(incomplete, events);
      }
      if (keys.stream().anyMatch(fenced::contains)) {
        throw new FencedException(touching(keys, fenced), events, closedFor);
      }
      if (keys.stream().anyMatch(quarantined::contains)) {
        throw new QuarantinedException(touching(keys, quarantined), events);
      }
      return new Decisions(epoch, keys.stream().map(this::answer).toList());
    }

    private static Map<Integer, Set<String>> touching(List<String> keys, Set<String> held) {
      Map<Integer, Set<String>> touching = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        if (held.contains(keys.get(i))) {
          touching.put(i, Set.of("sku-of-" + keys.get(i)));
        }
      }
      return touching;
    }

    @Override
    public void confirm(PartitionEpochs decidedIn) {
      log.add("confirm " + decidedIn);
      if (ended) {
        throw new DeductionUnavailableException("the epoch has ended");
      }
    }

    @Override
    public boolean needsJournal() {
      return journaled;
    }
  }

  private final class Store implements DeadLetterStore {

    @Override
    public void put(DeadLetter letter) {
      requireThere();
    }

    @Override
    public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
      requireThere();
      return Map.of();
    }

    @Override
    public void answered(Map<Replay, String> answers) {
      requireThere();
      answers.keySet().forEach(replay -> log.add("answered " + replay.letterKey()));
      settled.putAll(answers);
    }

    private void requireThere() {
      if (storeUnavailable) {
        throw new IllegalStateException("the store is away");
      }
    }
  }
}
