package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database has: stock rows, and the movements they are made of. Every method throws a
 * {@link org.springframework.dao.DataAccessException} if it cannot be asked.
 */
public interface StoredStock {

  /** SKUs of a page. */
  int PAGE = 500;

  /** How many of a SKU's latest movements are counted. */
  int WINDOW = 200;

  /**
   * A stock row and its latest movements, as one statement sees them: what adds up there, adds up.
   *
   * @param movements how many are folded into it; fewer than lastSequence while some are on their
   *     way
   * @param counted how many movements there are of the latest {@value #WINDOW} numbers, and above
   * @param said what the latest movement left; null if it is missing
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

    /** Whether it seems to be the sum of its movements, or to wait for some. */
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
   * @param available by the sum of the movements up to the number
   * @param movements how many there are up to the number: the number itself, if none is missing
   */
  record Past(long available, long movements) {}

  /** How many databases there are. */
  int shards();

  /**
   * Rows of one database after a SKU, by SKU; empty at the end.
   *
   * @param shard its number, from 0
   */
  List<Row> page(int shard, String after);

  /** Those of at most a page of SKUs that have a stock row with a movement. */
  Set<String> stocked(Collection<String> skus);

  /** A SKU's row and the sum of all its movements. */
  SkuBalance fold(String sku);

  /**
   * A SKU as it was at a number: its row without the movements that came after.
   *
   * @return null if it has no row
   */
  @Nullable Past at(String sku, long sequence);

  /** Locks a SKU's row until the transaction ends: nothing of it is stored until then. */
  void lock(String sku);

  /** Makes a SKU's row the sum of its movements. */
  void write(String sku, StockLevel level);

  /** How many anomalies of the ledger nobody has settled yet. */
  long openAnomalies();
}
