package io.skuline.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stock rows and movements for people who look at them. Every method reads a bounded part of an
 * index, whatever the number of SKUs, and throws a {@link
 * org.springframework.dao.DataAccessException} if the database cannot be asked.
 */
public interface StockBrowser {

  /**
   * A stock row.
   *
   * @param movements how many movements are in the row; fewer than lastSequence while some are
   *     still to come
   */
  record Row(String sku, long available, long lastSequence, long movements) {}

  /** Returns how many databases there are. */
  int databases();

  /** Returns the stock row of a SKU; empty if there is none. */
  Optional<Row> row(String sku);

  /** Returns the first SKUs that begin with a text, in their order. */
  List<Row> beginningWith(String text, int limit);

  /**
   * Returns a page of the rows of one database after a SKU, by SKU; empty at the end.
   *
   * @param database the number of the database, from 0
   */
  List<Row> page(int database, String after, int limit);

  /** Returns movements of a SKU before a sequence, the newest first. */
  List<Movement> before(String sku, long sequence, int limit);

  /** Returns movements of a SKU after a sequence, the oldest first. */
  List<Movement> after(String sku, long sequence, int limit);

  /** Returns those movements of a SKU that have one of these sequences, the oldest first. */
  List<Movement> numbered(String sku, Collection<Long> sequences);

  /** Returns a SKU as it was at a number, see {@link StoredStock#at}. */
  StoredStock.@Nullable Past past(String sku, long sequence);

  /** Returns every stay of a SKU in quarantine, the latest first. */
  List<QuarantineRecord> quarantines(String sku);

  /** Returns every movement of an order or adjustment, of all SKUs and in all databases. */
  List<Movement> ofOrder(String id);

  /** Returns the answers about an order or adjustment that moved no stock. */
  List<UnmovedAnswer> unmovedOfOrder(String id);

  /** Returns the open stays in quarantine, by SKU; at most 1000 of a database. */
  List<QuarantineRecord> openQuarantines();

  /** Returns stays that ended before this place, the latest end first. */
  List<QuarantineRecord> releasedBefore(TimeKey key, int limit);

  /** Returns stays that ended after this place, the earliest end first. */
  List<QuarantineRecord> releasedAfter(TimeKey key, int limit);

  /** Returns anomalies settled before this place, the latest settlement first. */
  List<SettledAnomaly> settledBefore(TimeKey key, int limit);

  /** Returns anomalies settled after this place, the earliest first. */
  List<SettledAnomaly> settledAfter(TimeKey key, int limit);
}
