package io.skuline.ledger;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OperationId;
import io.skuline.event.StockResult;
import io.skuline.store.AnomalyTable;
import io.skuline.store.EpochState;
import io.skuline.store.Epochs;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import io.skuline.store.StockTable;
import io.skuline.store.UnmovedAnswerTable;
import io.skuline.store.UnplacedMovementTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Composes answers from the rows that the ledger stored. If an event was answered twice, which is
 * an anomaly, the first answer counts.
 */
public final class StoredAnswers implements AnswerArchive {

  private final Shards shards;
  private final Epochs epochs;

  /**
   * @param epochs tells which epoch is open
   */
  public StoredAnswers(Shards shards, Epochs epochs) {
    this.shards = shards;
    this.epochs = epochs;
  }

  @Override
  public List<StockResult> answersAbout(Collection<String> keys) {
    SortedSet<String> ids = new TreeSet<>(keys);
    List<StockResult> answers = new ArrayList<>();
    List<StoredEvent> incomplete = new ArrayList<>(0);
    for (StoredEvent event : storedEvents(ids)) {
      event.firstAnswer().ifPresentOrElse(answers::add, () -> incomplete.add(event));
    }
    if (!incomplete.isEmpty()) {
      answers.addAll(settled(incomplete));
    }
    return answers;
  }

  private Collection<StoredEvent> storedEvents(SortedSet<String> ids) {
    Map<OperationId, StoredEvent> events = new LinkedHashMap<>();
    List<Movement> rows = movements(ids);
    Set<String> released = new HashSet<>();
    rows.stream()
        .filter(row -> row.kind() == MovementKind.RELEASE)
        .map(Movement::orderId)
        .forEach(released::add);
    for (Movement row : rows) {
      Movement published = row.asPublished();
      // The database engine reserved these units for an order that was rejected after all.
      boolean reservation =
          published.kind() == MovementKind.DEDUCTION && released.contains(published.orderId());
      if (published.kind() != MovementKind.RELEASE && !reservation) {
        events.computeIfAbsent(published.operation(), any -> new StoredEvent()).add(published);
      }
    }
    shards
        .ofEach(ids, (shard, some) -> new UnmovedAnswerTable(shard.jdbc()).about(some))
        .forEach(
            row ->
                events
                    .computeIfAbsent(row.operation(), any -> new StoredEvent())
                    .add(row.toResult()));
    return events.values();
  }

  /** An order's SKUs may be in any shard. */
  private List<Movement> movements(SortedSet<String> ids) {
    List<Movement> rows = new ArrayList<>();
    for (Shard shard : shards.all()) {
      rows.addAll(new MovementTable(shard.jdbc()).about(ids));
      rows.addAll(new UnplacedMovementTable(shard.jdbc()).about(ids));
    }
    return rows;
  }

  /**
   * Returns what is stored of answers that lack lines, if an operator has settled that this is all.
   *
   * @throws DeductionUnavailableException if another shard has not stored its lines yet
   * @throws IncompleteException if the other lines will never arrive
   */
  private List<StockResult> settled(List<StoredEvent> incomplete) {
    EpochState epochsNow = epochs.current();
    List<StockResult> answers = new ArrayList<>();
    Set<String> lost = new TreeSet<>();
    for (StoredEvent event : incomplete) {
      String id = event.id();
      if (isSettled(id, event.decidedAt())) {
        answers.add(event.incompleteAnswer());
      } else if (event.isOfEarlierEpoch(epochsNow)) {
        lost.add(id);
      } else {
        throw new DeductionUnavailableException(event.progress());
      }
    }
    if (!lost.isEmpty()) {
      throw new IncompleteException(lost);
    }
    return answers;
  }

  private boolean isSettled(String id, long since) {
    return shards.all().stream().anyMatch(shard -> AnomalyTable.isSettled(shard.jdbc(), id, since));
  }

  @Override
  public boolean hasStocked(Collection<String> skus) {
    return !shards
        .ofEach(skus, (shard, some) -> new StockTable(shard.jdbc()).stocked(some))
        .isEmpty();
  }
}
