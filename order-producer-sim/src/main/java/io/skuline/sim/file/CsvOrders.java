package io.skuline.sim.file;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads orders as rows {@code orderId,createdAt,sku,quantity}: one row per order line, with the
 * rows of an order next to each other. {@code createdAt} is like {@code 2026-11-24T08:00:00Z}.
 * Other columns are ignored. A bad row spoils its whole order. If the rows of an order are in two
 * places, reading ends: its first rows have already been published, as an order that nobody placed.
 */
public final class CsvOrders implements Events {

  static final List<String> COLUMNS = List.of("orderId", "createdAt", "sku", "quantity");

  private final SeenIds orders = new SeenIds();
  private final CsvRows rows;
  private long line = 1;

  public CsvOrders(InputStream in) throws IOException, LineException {
    rows = new CsvRows(in, COLUMNS, List.of());
  }

  @Override
  public OrderEvent next() throws IOException, LineException {
    CsvRows.Row first = rows.next();
    if (first == null) {
      return null;
    }
    line = first.line();
    String orderId = first.optional("orderId");
    if (!orderId.isEmpty() && !orders.add(orderId)) {
      throw new BrokenFileException(
          line,
          1,
          "order %s has rows further up; put all rows of an order together, for example by sorting"
                  .formatted(Shown.of(orderId))
              + " by orderId");
    }
    List<OrderLine> lines = new ArrayList<>();
    LineException problem = null;
    for (CsvRows.Row row = first; row != null; row = nextOf(orderId)) {
      line = row.line();
      try {
        row.requireUsable();
        requireRoom(lines, row);
        requireSameTime(first, row);
        lines.add(line(row));
      } catch (LineException e) {
        problem = problem == null ? e : problem;
      }
    }
    if (problem != null) {
      throw problem;
    }
    try {
      return new OrderCreated(first.required("orderId"), createdAt(first), lines);
    } catch (InvalidEventException e) {
      throw new LineException(first.line(), e.getMessage());
    }
  }

  private CsvRows.Row nextOf(String orderId) throws IOException {
    CsvRows.Row row = rows.peek();
    return row != null && row.optional("orderId").equals(orderId) ? rows.next() : null;
  }

  private static void requireRoom(List<OrderLine> lines, CsvRows.Row row) throws LineException {
    if (lines.size() == Limits.MAX_LINES) {
      throw new LineException(
          row.line(), "the order has more than %d lines".formatted(Limits.MAX_LINES));
    }
  }

  private static void requireSameTime(CsvRows.Row first, CsvRows.Row row) throws LineException {
    String text = row.optional("createdAt");
    if (!text.equals(first.optional("createdAt"))) {
      throw new LineException(
          row.line(),
          "createdAt must be the same in all rows of an order, is %s here and %s in line %s"
              .formatted(Shown.of(text), Shown.of(first.optional("createdAt")), first.line()));
    }
  }

  private static OrderLine line(CsvRows.Row row) throws LineException {
    try {
      return new OrderLine(
          row.required("sku"), row.integer("quantity", Limits.MIN_QUANTITY, Limits.MAX_QUANTITY));
    } catch (InvalidEventException e) {
      throw new LineException(row.line(), e.getMessage());
    }
  }

  private static Instant createdAt(CsvRows.Row row) throws LineException {
    String text = row.required("createdAt");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new LineException(
          row.line(), "createdAt must be like 2026-11-24T08:00:00Z, is " + Shown.of(text));
    }
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
