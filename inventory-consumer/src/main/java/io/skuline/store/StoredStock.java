package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stock rows of the database, and the movements of which they are the sums. Every method throws
 * a {@link org.springframework.dao.DataAccessException} if the database cannot be asked.
 */
public interface StoredStock {

  /** The number of SKUs of a page. */
  int PAGE = 500;

  /** How many of a SKU's latest movements are counted. */
  int WINDOW = 200;

  /**
   * A stock row and its latest movements, as one statement sees them, so that they belong together.
   *
   * @param movements how many movements are in the row; fewer than lastSequence while some are
   *     still to come
   * @param counted how many movements there are with the latest {@value #WINDOW} numbers, or above
   *     them
   * @param said the units that the latest movement left; null if that movement is missing
   */
  record Row(
      String sku,
      long available,
      long lastSequence,
      long movements,
      long counted,
      @Nullable Long said) {

    public StockLevel level() {
      return new StockLevel(available, lastSequence);
    }

    /** Tells whether the row seems to be the sum of its movements, or to wait for some. */
    public boolean plausible() {
      if (movements < lastSequence) {
        return true;
      }
      boolean empty = lastSequence == 0;
      return movements == lastSequence
          && counted == Math.min(WINDOW, lastSequence)
          && (empty ? available == 0 : said != null && said == available);
    }
  }

  /**
   * A SKU as it was at a number.
   *
   * @param available the sum of the movements up to the number
   * @param movements how many movements there are up to the number: as many as the number says, if
   *     none is missing
   */
  record Past(long available, long movements) {}

  /** Returns how many databases there are. */
  int shardCount();

  /**
   * Returns rows of one database after a SKU, by SKU; empty at the end.
   *
   * @param shard the number of the database, from 0
   */
  List<Row> page(int shard, String after);

  /** Returns those of at most a page of SKUs that have a stock row with a movement. */
  Set<String> stocked(Collection<String> skus);

  /** Returns a SKU's row and the sum of all its movements. */
  SkuBalance balance(String sku);

  /**
   * Returns a SKU as it was at a number: its row without the movements that came after.
   *
   * @return null if the SKU has no row
   */
  @Nullable Past at(String sku, long sequence);

  /** Locks a SKU's row until the transaction ends: nothing about it is stored until then. */
  void lock(String sku);

  /** Sets a SKU's row to the sum of its movements. */
  void write(String sku, StockLevel level);

  /** Returns how many anomalies of the ledger no operator has settled yet. */
  long openAnomalies();
}
