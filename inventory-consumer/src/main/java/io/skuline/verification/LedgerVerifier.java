package io.skuline.verification;

import io.skuline.concurrent.TimeSource;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementReader;
import io.skuline.store.OpenAnomalies;
import io.skuline.store.SkuBalance;
import io.skuline.store.StockCursor;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds up every movement of the database, in one pass, and compares the sums with the stock rows.
 * Memory does not grow with the table. It may run while the ledger writes: a SKU that does not add
 * up is read again, alone and at one instant, before it counts.
 */
public final class LedgerVerifier {

  /** The most violations that are listed; more are only counted. */
  public static final int MAX_VIOLATIONS = 100;

  private static final int MAX_SUSPECTS = 10_000;
  private static final long PROGRESS_EVERY = 100_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /**
   * The result of the pass.
   *
   * @param passed whether everything adds up and no anomaly is open
   * @param skus SKUs that have a stock row or a movement
   * @param wrong SKUs that do not add up; those beyond {@value #MAX_VIOLATIONS} are not listed
   * @param anomalies open anomalies: they were published, are in the sums, and no operator has
   *     settled them yet
   */
  public record Report(
      boolean passed,
      long skus,
      long movements,
      long wrong,
      long anomalies,
      List<Violation> violations) {}

  /** A SKU that does not add up, and how it differs. */
  public record Violation(String sku, String detail) {}

  private final Shards shards;
  private final TimeSource time;

  public LedgerVerifier(Shards shards) {
    this(shards, TimeSource.SYSTEM);
  }

  LedgerVerifier(Shards shards, TimeSource time) {
    this.shards = shards;
    this.time = time;
  }

  /**
   * @param waitMillis how long a SKU may take whose movements are still to come, in milliseconds
   * @param progress receives the number of movements now and then
   */
  public Report run(long waitMillis, LongConsumer progress) throws InterruptedException {
    long skus = 0;
    long movements = 0;
    long wrong = 0;
    List<Violation> violations = new ArrayList<>();
    for (Shard shard : shards.all()) {
      long before = movements;
      Pass pass = new Pass(new StockCursor(shard.jdbc()), count -> progress.accept(before + count));
      MovementReader.forEach(shard.jdbc(), pass::add);
      pass.end();
      List<Violation> ofShard = stillWrong(shard, pass.suspects, waitMillis);
      skus += pass.skus;
      movements += pass.movements;
      wrong += ofShard.size() + pass.uncheckedSuspects;
      violations.addAll(
          ofShard.subList(0, Math.min(MAX_VIOLATIONS - violations.size(), ofShard.size())));
    }
    long anomalies = OpenAnomalies.count(shards);
    return new Report(wrong == 0 && anomalies == 0, skus, movements, wrong, anomalies, violations);
  }

  private List<Violation> stillWrong(Shard shard, Set<String> suspects, long waitMillis)
      throws InterruptedException {
    long deadline = time.nanos() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (true) {
      List<Violation> violations = new ArrayList<>();
      for (String sku : suspects) {
        String problem = SkuBalance.of(shard.jdbc(), sku).problem();
        if (problem != null) {
          violations.add(new Violation(sku, problem));
        }
      }
      if (violations.isEmpty() || time.nanos() - deadline > 0) {
        return violations;
      }
      suspects.retainAll(violations.stream().map(Violation::sku).toList());
      time.sleep(LOOK_AGAIN);
    }
  }

  /** Handles one SKU after the other. */
  private static final class Pass {

    private final StockCursor rows;
    private final LongConsumer progress;
    private final TreeSet<String> suspects = new TreeSet<>();
    private long uncheckedSuspects;
    private long skus;
    private long movements;

    private @Nullable String sku;
    private long sequence;
    private long available;
    private boolean odd;

    Pass(StockCursor rows, LongConsumer progress) {
      this.rows = rows;
      this.progress = progress;
    }

    void add(Movement movement) {
      if (!movement.sku().equals(sku)) {
        endSku();
        sku = movement.sku();
        sequence = 0;
        available = 0;
        odd = false;
      }
      sequence++;
      available += movement.delta();
      boolean said =
          movement.kind() == MovementKind.ANOMALY || movement.availableAfter() == available;
      odd |= movement.sequence() != sequence || !said;
      if (++movements % PROGRESS_EVERY == 0) {
        progress.accept(movements);
      }
    }

    void end() {
      endSku();
      passRowsBefore(null);
      progress.accept(movements);
    }

    private void endSku() {
      String ended = sku;
      if (ended == null) {
        return;
      }
      passRowsBefore(ended);
      skus++;
      Optional<StockCursor.Row> row = rows.peek().filter(next -> next.sku().equals(ended));
      if (odd || row.isEmpty() || !adds(row.get())) {
        suspect(ended);
      }
      if (row.isPresent()) {
        rows.pass();
      }
    }

    /** Passes rows of SKUs without movements, up to a SKU, or all rows that are left. */
    private void passRowsBefore(@Nullable String end) {
      Optional<StockCursor.Row> row = rows.peek();
      while (row.isPresent() && (end == null || row.get().sku().compareTo(end) < 0)) {
        StockCursor.Row empty = row.get();
        skus++;
        if (empty.available() != 0 || empty.movements() != 0 || empty.lastSequence() != 0) {
          suspect(empty.sku());
        }
        rows.pass();
        row = rows.peek();
      }
    }

    private boolean adds(StockCursor.Row row) {
      return row.available() == available
          && row.lastSequence() == sequence
          && row.movements() == sequence;
    }

    private void suspect(String wrong) {
      if (suspects.size() < MAX_SUSPECTS) {
        suspects.add(wrong);
      } else {
        uncheckedSuspects++;
      }
    }
  }
}
