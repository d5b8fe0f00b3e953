package io.skuline.deduction.database;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.store.HotSkuTable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rows of hot SKUs as they should be. All instances do this. Whoever comes second finds
 * it done.
 */
public final class RowKeeper extends BackgroundService {

  private static final Logger log = LoggerFactory.getLogger(RowKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final HotRows rows;
  private final HotSkuTable table;
  private final TimeSource time;
  private boolean failing;

  /**
   * @param table the intervals in which SKUs are hot
   */
  public RowKeeper(HotRows rows, HotSkuTable table, TimeSource time) {
    super("row-keeper");
    this.rows = rows;
    this.table = table;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    time.sleep(PAUSE);
    try {
      rows.keep(table);
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("The rows of hot SKUs stay as they are for now: {}", e.toString());
      }
      failing = true;
    }
  }
}
