package io.skuline.wire;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The golden samples: files in {@code samples/} and the records that they stand for. Other modules'
 * tests read them from this module's test jar.
 */
public final class Samples {

  private static final OrderRef CART =
      new OrderRef("web:2026.11_27-7", Instant.parse("2026-11-27T08:00:00.123Z"), "tv-55");

  private Samples() {}

  /** The body in the file of that name, without the newline at its end. */
  public static byte[] body(String name) {
    return read("/samples/" + name + ".json");
  }

  static byte[] read(String resource) {
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
          .strip()
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every sample event by the name of its file. */
  public static Map<String, OrderEvent> events() {
    return Map.of(
        "order-created",
        new OrderCreated(
            "o-1001", Instant.parse("2026-11-27T08:00:00Z"), List.of(new OrderLine("tv-55", 1))),
        "order-created-cart",
        new OrderCreated(
            CART.orderId(),
            CART.createdAt(),
            List.of(
                new OrderLine("tv-55", 1),
                new OrderLine("cable-hdmi", 2),
                new OrderLine("tv-55", 1_000_000))),
        "order-cancelled",
        new OrderCancelled(new OrderRef("o-1001", Instant.parse("2026-11-27T08:00:00Z"), "tv-55")),
        "stock-returned",
        new StockReturned("r-1", CART, List.of(new OrderLine("cable-hdmi", 1))),
        "stock-adjusted-initial",
        adjusted("load-tv-55", "2026-11-01T00:00:00Z", 500, AdjustmentKind.INITIAL),
        "stock-adjusted-replenishment",
        adjusted("truck-17", "2026-11-20T06:30:00Z", 1_000_000_000, AdjustmentKind.REPLENISHMENT),
        "stock-adjusted-correction",
        adjusted("count-3", "2026-11-26T22:15:00.5Z", -3, AdjustmentKind.CORRECTION));
  }

  /** Every sample result by the name of its file. */
  public static Map<String, StockResult> results() {
    return Map.ofEntries(
        Map.entry(
            "deduction-confirmed",
            new DeductionConfirmed(
                "o-1001",
                Instant.parse("2026-11-27T08:00:00.007Z"),
                List.of(new StockMove("tv-55", 1, 499, 2)))),
        Map.entry(
            "deduction-confirmed-bucket",
            new DeductionConfirmed(
                "o-1002",
                Instant.parse("2026-11-27T08:00:00.008Z"),
                List.of(new StockMove("tv-55", 1, 4999, 2, 3)))),
        Map.entry(
            "deduction-confirmed-last-unit",
            new DeductionConfirmed(
                "o-1502",
                Instant.parse("2026-11-27T08:00:02.300Z"),
                List.of(
                    new StockMove("tv-55", 1, 0, 501),
                    new StockMove("cable-hdmi", 2, 999_999_999_998L, 9_007_199_254_740_993L)))),
        Map.entry(
            "deduction-rejected-out-of-stock",
            rejected(
                "o-1503", 301, DeductionRejected.Reason.OUT_OF_STOCK, shortage("tv-55", 1, 0))),
        Map.entry(
            "deduction-rejected-unknown-sku",
            rejected("o-1504", 302, DeductionRejected.Reason.UNKNOWN_SKU, shortage("tv-56", 2, 0))),
        Map.entry(
            "deduction-rejected-cancelled",
            rejected("o-1505", 303, DeductionRejected.Reason.CANCELLED, List.of())),
        Map.entry(
            "deduction-rejected-below-zero",
            rejected(
                "o-1506", 304, DeductionRejected.Reason.OUT_OF_STOCK, shortage("tv-55", 1, -3))),
        Map.entry(
            "return-accepted",
            new ReturnAccepted(
                "r-1",
                "o-1502",
                Instant.parse("2026-11-30T10:00:00Z"),
                List.of(new StockMove("cable-hdmi", 1, 999_999_999_999L, 9_007_199_254_740_994L)))),
        Map.entry(
            "return-accepted-below-zero",
            new ReturnAccepted(
                "r-4",
                "o-1001",
                Instant.parse("2026-11-30T10:07:00Z"),
                List.of(new StockMove("tv-55", 1, -2, 507)))),
        Map.entry(
            "return-accepted-cancellation",
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION,
                "o-1505",
                Instant.parse("2026-11-27T08:00:01Z"),
                List.of())),
        Map.entry(
            "return-accepted-of-nothing",
            ReturnAccepted.ofNothing(
                "o-1507",
                Instant.parse("2026-11-27T08:00:01Z"),
                ReturnAccepted.Reason.UNKNOWN_ORDER)),
        Map.entry(
            "return-rejected-exceeds-deducted",
            new ReturnRejected(
                "r-2",
                "o-1502",
                Instant.parse("2026-11-30T10:05:00Z"),
                ReturnRejected.Reason.EXCEEDS_DEDUCTED,
                shortage("cable-hdmi", 2, 1))),
        Map.entry(
            "return-rejected-unknown-order",
            new ReturnRejected(
                "r-3",
                "o-9",
                Instant.parse("2026-11-30T10:06:00Z"),
                ReturnRejected.Reason.UNKNOWN_ORDER,
                List.of())),
        Map.entry(
            "adjustment-accepted",
            new AdjustmentAccepted(
                "count-3",
                Instant.parse("2026-11-26T22:15:00.510Z"),
                AdjustmentKind.CORRECTION,
                new StockMove("tv-55", -3, 497, 3))),
        Map.entry(
            "adjustment-accepted-below-zero",
            new AdjustmentAccepted(
                "truck-18",
                Instant.parse("2026-11-30T10:08:00Z"),
                AdjustmentKind.REPLENISHMENT,
                new StockMove("tv-55", 1, -1, 508))),
        Map.entry(
            "adjustment-rejected-below-zero",
            new AdjustmentRejected(
                "count-5",
                Instant.parse("2026-11-30T10:09:00Z"),
                AdjustmentRejected.Reason.BELOW_ZERO,
                "tv-55",
                -1,
                -1)),
        Map.entry(
            "adjustment-rejected",
            new AdjustmentRejected(
                "count-4",
                Instant.parse("2026-11-26T22:16:00Z"),
                AdjustmentRejected.Reason.BELOW_ZERO,
                "tv-55",
                -498,
                497)));
  }

  private static StockAdjusted adjusted(String id, String at, int delta, AdjustmentKind kind) {
    return new StockAdjusted(id, Instant.parse(at), "tv-55", delta, kind);
  }

  private static DeductionRejected rejected(
      String order, int millis, DeductionRejected.Reason reason, List<Shortage> shortages) {
    Instant at = Instant.parse("2026-11-27T08:00:02Z").plusMillis(millis);
    return new DeductionRejected(order, at, reason, shortages);
  }

  private static List<Shortage> shortage(String sku, long requested, long available) {
    return List.of(new Shortage(sku, requested, available));
  }
}
