package io.skuline.console;

import io.skuline.deduction.AccountedLevel;
import io.skuline.deduction.StockLevels;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.StockBrowser;
import io.skuline.store.StoredStock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads everything that the page of a SKU shows; what cannot be read does not keep the rest. */
record SkuReader(StockBrowser stock, StockLevels decided, Clock clock, JsonMapper json) {

  static final int PAGE = 50;

  /** So many points show the shape of any history. */
  private static final int POINTS = 240;

  /**
   * @param before the sequence before which a page of movements ends; null for the newest page
   * @param after the sequence after which a page of movements begins; null unless it is read
   *     towards the newer ones
   */
  SkuView read(String sku, @Nullable Long before, @Nullable Long after) {
    PagePart.Reader parts = new PagePart.Reader();
    PagePart<Agreement> agreement = parts.read(() -> agreement(sku));
    return new SkuView(
        sku,
        agreement,
        parts.read(() -> quarantine(sku)),
        parts.read(() -> stock.numbered(sku, List.of(1L)).stream().findFirst().orElse(null)),
        parts.read(
            () ->
                Selling.of(stock.before(sku, Long.MAX_VALUE, Selling.MOVEMENTS), clock.instant())),
        parts.read(() -> movements(sku, before, after)),
        parts.read(() -> chart(sku, agreement.value())));
  }

  private Agreement agreement(String sku) {
    StockBrowser.Row row = stock.row(sku).orElse(null);
    AccountedLevel level = decided.accounted(List.of(sku)).get(sku);
    StoredStock.Past past = level == null ? null : stock.past(sku, level.level().sequence());
    return Agreement.of(row, level, past, clock.instant());
  }

  private @Nullable QuarantineRecord quarantine(String sku) {
    return stock.quarantines(sku).stream()
        .filter(stay -> stay.state() == QuarantineRecord.State.OPEN)
        .findFirst()
        .orElse(null);
  }

  private KeyPage<Movement> movements(String sku, @Nullable Long before, @Nullable Long after) {
    if (after != null) {
      return KeyPage.newer(stock.after(sku, after, PAGE + 1), PAGE, SkuReader::key);
    }
    long end = before == null ? Long.MAX_VALUE : before;
    return KeyPage.older(stock.before(sku, end, PAGE + 1), PAGE, before == null, SkuReader::key);
  }

  private static String key(Movement movement) {
    return Long.toString(movement.sequence());
  }

  /** Movements are picked by their numbers, so a long history costs no more than a short one. */
  private String chart(String sku, @Nullable Agreement now) {
    StockBrowser.Row row = now == null ? stock.row(sku).orElse(null) : now.row();
    long last = row == null ? 0 : row.lastSequence();
    SortedSet<Long> numbers = new TreeSet<>();
    for (int i = 1; i <= POINTS && last > 0; i++) {
      numbers.add(Math.max(1, last * i / POINTS));
    }
    if (last > 0) {
      numbers.add(1L);
    }
    List<Double> times = new ArrayList<>();
    List<Long> units = new ArrayList<>();
    for (Movement movement : stock.numbered(sku, numbers)) {
      if (movement.kind() != MovementKind.ANOMALY) {
        times.add(movement.decidedAt() / 1000.0);
        units.add(movement.availableAfter());
      }
    }
    if (now != null && now.decided() != null) {
      times.add(now.readAt().toEpochMilli() / 1000.0);
      units.add(now.decided().available());
    }
    return json.writeValueAsString(Map.of("time", times, "stock", units));
  }
}
