package io.skuline.bench.micro;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Orders and answers of a realistic length; always the same. */
public final class MicroSamples {

  /** The number of events of one batch, the most that the broker delivers at once. */
  public static final int BATCH = 32;

  private static final Instant AT = Instant.ofEpochMilli(1_764_000_000_123L);

  private MicroSamples() {}

  /** Returns an order with this many SKUs. */
  public static OrderCreated order(int number, int lines) {
    List<OrderLine> ordered = list(lines, line -> new OrderLine(sku(number, line), 1));
    return new OrderCreated(orderId(number), AT, ordered);
  }

  /** Returns the answer to that order. */
  public static DeductionConfirmed confirmed(int number, int lines) {
    List<StockMove> moves =
        list(lines, line -> new StockMove(sku(number, line), 1, 9_876, 124 + number));
    return new DeductionConfirmed(orderId(number), AT, moves);
  }

  /** Returns a batch of orders. */
  public static List<OrderEvent> orders(int lines) {
    return list(BATCH, number -> order(number, lines));
  }

  static List<StockResult> answers(int lines) {
    return list(BATCH, number -> confirmed(number, lines));
  }

  private static <T> List<T> list(int size, IntFunction<T> each) {
    return IntStream.range(0, size).mapToObj(each).toList();
  }

  private static String orderId(int number) {
    return "order-2026-11-24-%08d".formatted(number);
  }

  private static String sku(int number, int line) {
    return "sku-%06d".formatted(number * 100 + line);
  }
}
