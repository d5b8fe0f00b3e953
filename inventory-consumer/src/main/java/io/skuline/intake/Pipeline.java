package io.skuline.intake;

import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.event.StockResult;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.result.ResultPublisher;
import java.util.List;

/**
 * The way of one batch: decide, tell, remember. Every step is safe to repeat, and a failed batch is
 * run from its start, so that what is told was decided in the epoch that counts now.
 *
 * <p>The journal comes before the results: an answer that anybody has seen is never unknown to the
 * database's write-ahead log. Between the two, the engine confirms that the epoch still stands: an
 * entry that reached the journal behind the barrier of a rebuild is void, and nobody was told.
 */
final class Pipeline {

  private final DeductionEngine engine;
  private final Journal journal;
  private final ResultPublisher results;
  private final DeadLetterPublisher deadLetters;

  Pipeline(
      DeductionEngine engine,
      Journal journal,
      ResultPublisher results,
      DeadLetterPublisher deadLetters) {
    this.engine = engine;
    this.journal = journal;
    this.results = results;
    this.deadLetters = deadLetters;
  }

  /**
   * Runs a batch to where its messages may be acknowledged.
   *
   * @param lane which lane runs it; spreads the journal over its message groups
   * @throws RuntimeException if something is not available; nothing may be acknowledged then
   */
  List<StockResult> run(int lane, Batch batch) {
    List<StockResult> answers = batch.events().isEmpty() ? List.of() : answer(lane, batch);
    // Last, so that an outage in which the batch is tried again and again leaves one dead letter.
    for (Batch.Poison poison : batch.poison()) {
      deadLetters.park(poison.message(), poison.why());
    }
    return answers;
  }

  private List<StockResult> answer(int lane, Batch batch) {
    Decisions decisions = engine.decide(batch.events());
    if (engine.needsJournal()) {
      journal.append(
          lane % Journal.GROUPS, new JournalEntry.Batch(decisions.epoch(), decisions.results()));
      engine.confirm(decisions.epoch());
    }
    results.publish(decisions.results());
    return decisions.results();
  }
}
