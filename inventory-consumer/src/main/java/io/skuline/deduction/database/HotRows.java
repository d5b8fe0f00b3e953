package io.skuline.deduction.database;

import io.skuline.deduction.DividedSkus;
import io.skuline.event.OrderEvent;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockLevel;
import io.skuline.store.HotSkuTable;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows over which the units of hot SKUs are divided, so that several batches can take units of
 * one SKU at once. A batch takes all its units of a SKU from one row. Which one is only a question
 * of speed: an order is known by its id, wherever its units came from.
 */
public final class HotRows {

  private static final Logger log = LoggerFactory.getLogger(HotRows.class);

  /** The most intervals that are looked at. */
  private static final int MOST_INTERVALS = 10_000;

  /** In one of so many rounds, all SKUs are looked at that ever were hot. */
  private static final int ALL = 10;

  private final Databases databases;
  private final int rows;
  private final int least;
  private final Clock clock;
  private final HotIntervals intervals;
  private final RowTransfers transfers;

  /** SKUs whose units were in several rows at the last look. */
  private final Set<String> inRows = new HashSet<>();

  private long rounds;

  /**
   * @param rows over how many rows the units of a hot SKU are divided; 1 if they are not
   * @param least the least share of a row; a SKU with less stays undivided
   */
  public HotRows(Databases databases, int rows, int least, Clock clock) {
    this.databases = databases;
    this.rows = rows;
    this.least = least;
    this.clock = clock;
    this.intervals = new HotIntervals(clock);
    this.transfers = new RowTransfers(databases, clock);
  }

  /** Nothing is divided. What was divided is collected when it is wanted. */
  static HotRows none(Databases databases, Clock clock) {
    return new HotRows(databases, 1, 1, clock);
  }

  /** Returns which SKUs may have several rows. */
  public DividedSkus divided() {
    return intervals;
  }

  RowTransfers transfers() {
    return transfers;
  }

  /** Begins the search for the rows of events that are decided together. */
  RowSearch search(List<OrderEvent> run, List<OrderEvent> batch) {
    Set<String> hot = rows > 1 ? intervals.hot() : Set.of();
    return new RowSearch(hot, rows, transfers, run, batch);
  }

  /**
   * Looks once at the SKUs that are hot or were divided at the last look, and at times at all that
   * ever were hot: divides their units over their rows, evens them out, or collects them. It is to
   * be called about once a second, by one thread.
   *
   * @param table the intervals
   * @throws RuntimeException if a database cannot be asked; the next call tries again
   */
  public void keep(HotSkuTable table) {
    boolean everything = rounds++ % ALL == 0;
    databases.requirePrepared();
    intervals.learn(table.endingAfter(clock.instant(), MOST_INTERVALS));
    if (everything) {
      intervals.learnAll(table.skus());
    }
    Set<String> hot = rows > 1 ? intervals.hot() : Set.of();
    Set<String> skus = new TreeSet<>(hot);
    skus.addAll(inRows);
    if (everything) {
      skus.addAll(intervals.all());
    }
    Map<String, Integer> lent = transfers.lent(List.copyOf(skus));
    inRows.clear();
    inRows.addAll(lent.keySet());
    inRows.addAll(hot);
    for (String sku : skus) {
      keep(sku, hot.contains(sku) ? rows : 1, lent.getOrDefault(sku, 0));
    }
  }

  private void keep(String sku, int wanted, int lent) {
    try {
      long[] units = units(sku);
      RowStep step = RowStep.next(wanted, least, lent, units);
      switch (step) {
        case NONE -> {}
        case MARK -> mark(sku, RowStep.rowsWithUnits(units));
        case LEND -> {
          if (!transfers.hasJustCollected(sku)) {
            lend(sku);
          }
        }
        case EVEN_OUT -> {
          if (transfers.collect(sku).left().isEmpty()) {
            lend(sku);
          }
        }
        case COLLECT -> log.info("The rows of {} are collected: {}", sku, transfers.collect(sku));
      }
    } catch (RuntimeException e) {
      log.warn("The rows of {} stay as they are for now: {}", sku, e.toString());
    }
  }

  private void mark(String sku, int upTo) {
    // Another instance may have divided the units between the two reads.
    if (transfers.lent(List.of(sku)).getOrDefault(sku, 0) < upTo) {
      log.warn("The base of {} did not know that other rows have units", sku);
      transfers.mark(sku, upTo);
    }
  }

  private void lend(String sku) {
    long share = transfers.lend(sku, rows, least);
    if (share > 0) {
      log.info("{} units of {} are in each of {} rows", share, sku, rows);
    }
  }

  /** Returns the units of each row, by the number of the bucket. */
  private long[] units(String sku) {
    List<String> names = RowTransfers.names(sku, SkuBuckets.MAX);
    Map<String, StockLevel> levels = transfers.levels(names);
    return names.stream()
        .mapToLong(name -> levels.getOrDefault(name, new StockLevel(0, 0)).available())
        .toArray();
  }
}
