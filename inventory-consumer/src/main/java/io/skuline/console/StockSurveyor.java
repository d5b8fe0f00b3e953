package io.skuline.console;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.event.SkuBuckets;
import io.skuline.store.StockBrowser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Walks through all stock rows, page by page, to find out what sells best and what is nearly sold
 * out: no index knows that, and one for it would have to be written with every deduction. It walks
 * only while somebody looks, and rests much longer than it walks.
 */
final class StockSurveyor extends BackgroundService {

  static final int LISTED = 10;

  private static final Logger log = LoggerFactory.getLogger(StockSurveyor.class);
  private static final int PAGE = 5000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(15);

  /** It rests so many times as long as it has walked. */
  private static final int PATIENCE = 20;

  /** The first movement of a SKU is its stock; what has no other one does not sell. */
  private static final int MOVES_AT_ALL = 2;

  private static final Comparator<StockBrowser.Row> SCARCER =
      Comparator.comparingDouble(
              (StockBrowser.Row row) -> (double) row.available() / row.movements())
          .thenComparing(StockBrowser.Row::sku);

  private static final Comparator<StockBrowser.Row> BUSIER =
      Comparator.comparingLong(StockBrowser.Row::movements)
          .reversed()
          .thenComparing(StockBrowser.Row::sku);

  private final StockBrowser stock;
  private final Clock clock;
  private final TimeSource time;
  private volatile @Nullable StockSurvey latest;
  private volatile boolean wanted;

  StockSurveyor(StockBrowser stock, Clock clock, TimeSource time) {
    super("console-survey");
    this.stock = stock;
    this.clock = clock;
    this.time = time;
  }

  /** Returns the latest survey, and asks for a newer one; null before the first. */
  @Nullable StockSurvey latest() {
    wanted = true;
    return latest;
  }

  @Override
  protected void step() throws InterruptedException {
    if (!wanted || !isOld(latest)) {
      time.sleep(POLL);
      return;
    }
    wanted = false;
    try {
      look();
    } catch (DataAccessException e) {
      log.info("The stock rows cannot be read: {}", e.toString());
      time.sleep(REST);
    }
  }

  private boolean isOld(@Nullable StockSurvey survey) {
    if (survey == null) {
      return true;
    }
    Duration rest = survey.took().multipliedBy(PATIENCE);
    Duration age = Duration.between(survey.at(), clock.instant());
    return age.compareTo(rest.compareTo(REST) > 0 ? rest : REST) > 0;
  }

  void look() {
    latest = walk();
  }

  StockSurvey walk() {
    Instant begun = clock.instant();
    Best scarce = new Best(SCARCER);
    Best busiest = new Best(BUSIER);
    long skus = 0;
    long soldOut = 0;
    Map<String, Long> inBuckets = new HashMap<>();
    for (int database = 0; database < stock.databases(); database++) {
      String after = "";
      List<StockBrowser.Row> page = stock.page(database, after, PAGE);
      while (!page.isEmpty()) {
        for (StockBrowser.Row row : page) {
          if (SkuBuckets.bucketOf(row.sku()) > 0) {
            inBuckets.merge(SkuBuckets.skuOf(row.sku()), row.available(), Long::sum);
          } else if (row.movements() > 0) {
            skus++;
            soldOut += row.available() <= 0 ? 1 : 0;
            consider(row, scarce, busiest);
          }
        }
        after = page.get(page.size() - 1).sku();
        page = page.size() < PAGE ? List.of() : stock.page(database, after, PAGE);
      }
    }
    Instant now = clock.instant();
    return new StockSurvey(
        now,
        skus,
        soldOut - onlyInBuckets(inBuckets),
        lines(scarce, now),
        lines(busiest, now),
        Duration.between(begun, now));
  }

  /** Returns how many SKUs are not sold out although all their units are in buckets. */
  private long onlyInBuckets(Map<String, Long> inBuckets) {
    return inBuckets.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .flatMap(each -> stock.row(each.getKey()).stream())
        .filter(row -> row.movements() > 0 && row.available() <= 0)
        .count();
  }

  private static void consider(StockBrowser.Row row, Best scarce, Best busiest) {
    if (row.movements() >= MOVES_AT_ALL) {
      busiest.consider(row);
      // What has more left than it ever moved is not nearly sold out.
      if (row.available() > 0 && row.available() < row.movements()) {
        scarce.consider(row);
      }
    }
  }

  private List<StockSurvey.Line> lines(Best best, Instant now) {
    return best.sorted().stream()
        .map(
            row ->
                new StockSurvey.Line(
                    row.sku(),
                    row.available(),
                    row.movements(),
                    Selling.of(stock.before(row.sku(), Long.MAX_VALUE, Selling.MOVEMENTS), now)))
        .toList();
  }

  /** The first few in an order, of any number of rows. */
  private static final class Best {

    private final Comparator<StockBrowser.Row> order;
    private final PriorityQueue<StockBrowser.Row> worstFirst;

    Best(Comparator<StockBrowser.Row> order) {
      this.order = order;
      this.worstFirst = new PriorityQueue<>(order.reversed());
    }

    void consider(StockBrowser.Row row) {
      if (worstFirst.size() < LISTED) {
        worstFirst.add(row);
      } else if (order.compare(row, worstFirst.peek()) < 0) {
        worstFirst.remove();
        worstFirst.add(row);
      }
    }

    List<StockBrowser.Row> sorted() {
      List<StockBrowser.Row> rows = new ArrayList<>(worstFirst);
      rows.sort(order);
      return rows;
    }
  }
}
