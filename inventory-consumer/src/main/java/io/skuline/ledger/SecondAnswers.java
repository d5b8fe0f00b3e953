package io.skuline.ledger;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.event.OperationId;
import io.skuline.store.LedgerTables;
import io.skuline.store.Movement;
import io.skuline.store.UncheckedAnswerTable;
import io.skuline.store.UnmovedAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Checks events that were answered while the database could not be asked whether they had an answer
 * already. The lines of an answer, and a rejection, may lie in several shards, so all shards are
 * asked. The first answer counts. All lines of a later one become anomalies, and a rejection that
 * came later is removed.
 *
 * <p>A ledger records such an event in the transaction that stores its rows, and all shards are
 * read only after that. So if two shards store parts of two answers at once, the check of the shard
 * that recorded its part last reads both. Any number of instances may check at the same time. While
 * a shard does not answer, the recorded events wait.
 */
final class SecondAnswers extends BackgroundService {

  private static final Logger log = LoggerFactory.getLogger(SecondAnswers.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int AT_ONCE = 200;

  private final List<LedgerTables> shards;
  private final IntConsumer found;

  /**
   * @param shards all shards
   * @param found receives the number of new anomalies
   */
  SecondAnswers(List<LedgerTables> shards, IntConsumer found) {
    super("second-answers");
    this.shards = List.copyOf(shards);
    this.found = found;
  }

  @Override
  protected void step() throws InterruptedException {
    boolean more = false;
    try {
      more = check();
    } catch (DataAccessException e) {
      log.debug("Not all shards can be asked; what is noted waits", e);
    }
    if (!more) {
      TimeSource.SYSTEM.sleep(LOOK_AGAIN);
    }
  }

  /**
   * Checks some of the recorded events.
   *
   * @return whether there may be more
   * @throws DataAccessException if a shard does not answer; the recorded events stay recorded
   */
  boolean check() {
    boolean more = false;
    for (LedgerTables shard : shards) {
      List<UncheckedAnswerTable.Unchecked> noted = shard.unchecked(AT_ONCE);
      if (!noted.isEmpty()) {
        SortedSet<String> ids = new TreeSet<>();
        noted.forEach(each -> ids.add(each.id()));
        keepFirstAnswers(ids);
        noted.forEach(shard::checked);
      }
      more |= noted.size() == AT_ONCE;
    }
    return more;
  }

  private void keepFirstAnswers(SortedSet<String> ids) {
    Map<OperationId, List<Part>> events = new HashMap<>();
    for (LedgerTables shard : shards) {
      for (Movement row : shard.about(ids)) {
        if (row.isAnswer()) {
          events
              .computeIfAbsent(row.operation(), any -> new ArrayList<>())
              .add(new Accepted(shard, row));
        }
      }
      for (UnmovedAnswer row : shard.unmovedAbout(ids)) {
        events
            .computeIfAbsent(row.operation(), any -> new ArrayList<>())
            .add(new Refused(shard, row));
      }
    }
    events.values().forEach(this::keepFirstAnswer);
  }

  private void keepFirstAnswer(List<Part> parts) {
    parts.sort(Part.BY_ANSWER);
    Part first = parts.get(0);
    Map<LedgerTables, List<Part>> second = new HashMap<>();
    for (Part part : parts) {
      if (!part.isOfOneAnswerWith(first)) {
        second.computeIfAbsent(part.shard(), any -> new ArrayList<>()).add(part);
      }
    }
    second.forEach((shard, rows) -> found.accept(demote(shard, rows, first)));
  }

  /** Of each answer one line is reported, in each shard that has lines of it. */
  private static int demote(LedgerTables shard, List<Part> rows, Part first) {
    List<Part> reported = new ArrayList<>();
    int changed =
        shard.inTransaction(
            () -> {
              reported.clear();
              int count = 0;
              for (Part row : rows) {
                int rowsChanged = row.demote();
                if (rowsChanged > 0 && reported.stream().noneMatch(row::isOfOneAnswerWith)) {
                  reported.add(row);
                  shard.addAnomaly(row.id(), row.sku(), detail(row, first));
                }
                count += rowsChanged;
              }
              return count;
            });
    reported.forEach(row -> log.error("An anomaly: {}", detail(row, first)));
    return changed;
  }

  private static String detail(Part second, Part first) {
    return "a second answer, " + second.row() + ", after " + first.row();
  }

  /** A row of an answer, and the shard that has it. */
  private sealed interface Part {

    /** The first answer comes first; of two answers at one moment, the rejection does. */
    Comparator<Part> BY_ANSWER =
        Comparator.comparingLong(Part::decidedAt)
            .thenComparing(part -> part instanceof Accepted)
            .thenComparing(Part::sku);

    LedgerTables shard();

    Record row();

    String id();

    String sku();

    long decidedAt();

    /** Marks the row as part of a second answer; returns how many rows that changed. */
    int demote();

    default boolean isOfOneAnswerWith(Part other) {
      return decidedAt() == other.decidedAt() && getClass() == other.getClass();
    }
  }

  private record Accepted(LedgerTables shard, Movement row) implements Part {

    @Override
    public String id() {
      return row.orderId();
    }

    @Override
    public String sku() {
      return row.sku();
    }

    @Override
    public long decidedAt() {
      return row.decidedAt();
    }

    @Override
    public int demote() {
      return shard.toAnomaly(row);
    }
  }

  private record Refused(LedgerTables shard, UnmovedAnswer row) implements Part {

    @Override
    public String id() {
      return row.orderId();
    }

    @Override
    public String sku() {
      return "";
    }

    @Override
    public long decidedAt() {
      return row.decidedAt();
    }

    @Override
    public int demote() {
      return shard.remove(row);
    }
  }
}
