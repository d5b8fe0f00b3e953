package io.skuline.intake;

import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.ParkedMessage;
import io.skuline.deadletter.Replay;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.FencedException;
import io.skuline.deduction.HeldEventsException;
import io.skuline.deduction.LentUnits;
import io.skuline.deduction.LentUnitsException;
import io.skuline.deduction.UndecidableEventsException;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.tracing.Traces;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of one batch: decide, publish, store. Every step is safe to repeat. A failed batch is
 * run from its start, so that the published answers were decided in the epoch that counts now.
 *
 * <p>The journal comes before the results: the database's write-ahead log has every answer that
 * anybody has seen. Between the two, the engine confirms that the epoch still stands. An entry that
 * reached the journal behind the barrier of a rebuild is void, and its answers were not published.
 *
 * @param lent fetches units from buckets
 * @param fencePatience how long events wait for a closed partition before they are parked
 */
record Pipeline(
    DeductionEngine engine,
    LentUnits lent,
    Journal journal,
    ResultPublisher results,
    DeadLetterPublisher deadLetters,
    DeadLetterStore store,
    Duration fencePatience,
    Traces traces) {

  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

  /** How often units are fetched for one batch before it waits like in an outage. */
  private static final int FETCHES = 10;

  /** Tells whether the failure is an outage: something is unavailable, which passes. */
  static boolean isOutage(Throwable e) {
    return e instanceof DeductionUnavailableException || e instanceof BrokerUnavailableException;
  }

  /**
   * Runs a batch to the point where its messages may be acknowledged.
   *
   * @param lane the number of the lane that runs it; it spreads the journal over its message groups
   * @throws RuntimeException if the run failed; nothing may be acknowledged then
   */
  BatchOutcome run(int lane, List<ReceivedEvent> batch) {
    FollowUpGuard followUps = FollowUpGuard.of(batch, store);
    List<ParkedMessage> parked = new ArrayList<>(0);
    List<ReceivedEvent.Event> ready = new ArrayList<>(batch.size());
    for (ReceivedEvent entry : batch) {
      Optional<ParkedMessage> message = toPark(entry, followUps);
      message.ifPresentOrElse(parked::add, () -> ready.add((ReceivedEvent.Event) entry));
    }
    List<StockResult> answers = answerAllBut(lane, ready, followUps, parked);
    park(parked);
    return new BatchOutcome(answers, parked, followUps.unchecked());
  }

  /** Answers the events, except those that wait for a repair, which are parked. */
  private List<StockResult> answerAllBut(
      int lane,
      List<ReceivedEvent.Event> entries,
      FollowUpGuard followUps,
      List<ParkedMessage> parked) {
    List<ReceivedEvent.Event> left = entries;
    while (true) {
      try {
        return answer(lane, left);
      } catch (UndecidableEventsException e) {
        requireHeldLongEnough(e);
        List<ReceivedEvent.Event> others = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
          ReceivedEvent.Event entry = left.get(i);
          if (e.events().contains(i)) {
            followUps.parked(entry);
            parked.add(
                e instanceof HeldEventsException held
                    ? held(entry.message(), held, held.heldBy(i))
                    : new ParkedMessage(
                        entry.message(), ParkReason.INCOMPLETE_ANSWER, e.getMessage(), 0));
          } else {
            others.add(entry);
          }
        }
        left = others;
      }
    }
  }

  private static ParkedMessage held(
      MessageView message, HeldEventsException why, Set<String> heldBy) {
    boolean fenced = why instanceof FencedException;
    String where = fenced ? "In partitions that are closed: " : "In quarantine: ";
    return new ParkedMessage(
        message,
        fenced ? ParkReason.FENCED : ParkReason.QUARANTINED,
        where + String.join(", ", heldBy),
        0,
        heldBy);
  }

  /** Partitions are often open again soon; until then the whole batch waits. */
  private void requireHeldLongEnough(UndecidableEventsException e) {
    if (e instanceof FencedException fenced && fenced.closedFor().compareTo(fencePatience) < 0) {
      throw new DeductionUnavailableException(fenced.getMessage(), fenced);
    }
  }

  /**
   * Runs a batch event by event, to park the events at fault and to answer the others. This is for
   * a batch that fails for another reason than an outage. It is slow, and safe to repeat like
   * {@link #run}.
   *
   * @throws RuntimeException if something is unavailable; nothing may be acknowledged then
   */
  BatchOutcome sift(int lane, List<ReceivedEvent> batch) {
    FollowUpGuard followUps = FollowUpGuard.of(batch, store);
    List<ParkedMessage> parked = new ArrayList<>();
    List<StockResult> answers = new ArrayList<>(batch.size());
    for (ReceivedEvent entry : batch) {
      Optional<ParkedMessage> message = toPark(entry, followUps);
      if (message.isEmpty()) {
        try {
          List<ReceivedEvent.Event> one = List.of((ReceivedEvent.Event) entry);
          answers.addAll(answerAllBut(lane, one, followUps, parked));
        } catch (RuntimeException e) {
          if (isOutage(e)) {
            throw e;
          }
          log.error("Set aside after it failed: {}", entry.message().getMessageId(), e);
          followUps.parked(entry);
          message =
              Optional.of(new ParkedMessage(entry.message(), ParkReason.FAILED, e.toString(), 0));
        }
      }
      message.ifPresent(parked::add);
    }
    park(parked);
    return new BatchOutcome(answers, parked, followUps.unchecked());
  }

  private static Optional<ParkedMessage> toPark(ReceivedEvent entry, FollowUpGuard followUps) {
    if (entry instanceof ReceivedEvent.Event readable) {
      return followUps.check(readable);
    }
    ReceivedEvent.Malformed malformed = (ReceivedEvent.Malformed) entry;
    followUps.parked(malformed);
    ParkReason reason = ParkReason.of(malformed.why().code());
    return Optional.of(
        new ParkedMessage(malformed.message(), reason, malformed.why().getMessage(), 0));
  }

  private List<StockResult> answer(int lane, List<ReceivedEvent.Event> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Traces.Batch trace = traces.deciding(entries, ReceivedEvent.Event::message);
    try {
      List<StockResult> answers = answer(lane, entries, trace);
      trace.ended(Optional.empty());
      return answers;
    } catch (RuntimeException | Error e) {
      trace.ended(Optional.of(e));
      throw e;
    }
  }

  private List<StockResult> answer(
      int lane, List<ReceivedEvent.Event> entries, Traces.Batch trace) {
    List<OrderEvent> events = new ArrayList<>(entries.size());
    entries.forEach(entry -> events.add(entry.event()));
    Decisions decisions = decide(events);
    if (engine.needsJournal()) {
      journal.append(
          Journal.groupName(lane % Journal.GROUPS),
          new JournalEntry.Batch(decisions.epochs(), decisions.results(), decisions.unchecked()),
          trace.properties());
      engine.confirm(decisions.epochs());
    }
    results.publish(decisions.results(), trace);
    settleReplays(entries, decisions.results());
    return decisions.results();
  }

  /**
   * Units that are in buckets are fetched before anybody is turned away. What was decided already
   * gets the same answer again.
   */
  private Decisions decide(List<OrderEvent> events) {
    for (int attempt = 1; ; attempt++) {
      try {
        return engine.decide(events);
      } catch (LentUnitsException e) {
        if (attempt == FETCHES) {
          throw e; // they are lent again and again; later
        }
        lent.fetch(e.skus(), events);
      }
    }
  }

  /** A replayed dead letter is settled only now: what follows it may pass. */
  private void settleReplays(List<ReceivedEvent.Event> entries, List<StockResult> answers) {
    Map<Replay, String> settled = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      StockResult answer = answers.get(i);
      entries.get(i).replay().ifPresent(replay -> settled.put(replay, inWords(answer)));
    }
    if (settled.isEmpty()) {
      return;
    }
    try {
      store.answered(settled);
    } catch (RuntimeException e) {
      log.warn("{} replays will be answered again: {}", settled.size(), e.toString());
    }
  }

  private static String inWords(StockResult answer) {
    String type = ResultType.of(answer).wireName();
    return answer instanceof DeductionRejected rejected ? type + " " + rejected.reason() : type;
  }

  /**
   * Parking comes last, so that an outage in which a batch is tried again and again leaves one dead
   * letter.
   */
  private void park(List<ParkedMessage> parked) {
    deadLetters.parkAll(parked);
  }
}
