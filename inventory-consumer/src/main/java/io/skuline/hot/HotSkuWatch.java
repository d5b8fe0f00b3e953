package io.skuline.hot;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.event.SpreadGroups;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Switches SKUs hot by what is measured: the orders of a SKU that this instance receives in a
 * second, as a mean of 10 seconds. What it declares ends by itself, unless it is extended because
 * orders go on to come. Several instances may do the same; the second one finds it done.
 */
final class HotSkuWatch extends BackgroundService {

  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(HotSkuWatch.class);

  /** What keeps a SKU hot for a while. */
  interface Switch {

    /**
     * Sees to it that a SKU is hot; it may be so already.
     *
     * @param extendOnly whether only an interval that is declared already may be made longer
     * @param note the measured rate, in words
     */
    void keep(String sku, boolean extendOnly, String note);
  }

  private final OrderRates rates;
  private final int hotRate;
  private final Switch hot;
  private final TimeSource time;
  private boolean failing;

  /**
   * @param hotRate orders a second from which on a SKU is hot; it stays hot with half of them
   */
  HotSkuWatch(OrderRates rates, int hotRate, Switch hot, TimeSource time) {
    super("hot-skus");
    this.rates = rates;
    this.hotRate = hotRate;
    this.hot = hot;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    rates.take();
    long start = time.nanos();
    time.sleep(WINDOW);
    Map<String, Long> orders = rates.take();
    double seconds = (time.nanos() - start) / 1e9;
    try {
      orders.forEach((sku, count) -> look(sku, count / seconds));
      failing = false;
    } catch (DataAccessException | TransactionException | HotSkuRefusedException e) {
      if (!failing) {
        log.warn("SKUs are not switched hot by what is measured: {}", e.toString());
      }
      failing = true;
    }
  }

  private void look(String sku, double perSecond) {
    if (perSecond >= hotRate / 2.0 && sku.length() <= SpreadGroups.MAX_SKU_LENGTH) {
      hot.keep(
          sku, perSecond < hotRate, "%,.0f orders a second in one instance".formatted(perSecond));
    }
  }
}
