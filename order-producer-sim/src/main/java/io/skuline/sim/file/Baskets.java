package io.skuline.sim.file;

import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Market baskets: each line is a cart, its items' names separated by commas, one unit each. The
 * order's id is the run id and the line's number.
 */
public final class Baskets implements Events {

  private static final int MAX_LINE_BYTES = 64 * 1024;

  private final Lines lines;
  private final String runId;
  private final Instant createdAt;
  private final ItemNames names;

  /**
   * @param skuPrefix put before every SKU id; may be empty
   */
  public Baskets(InputStream in, String runId, Instant createdAt, String skuPrefix) {
    this.lines = new Lines(in, MAX_LINE_BYTES);
    this.runId = runId;
    this.createdAt = createdAt;
    this.names = new ItemNames(skuPrefix);
  }

  @Override
  public OrderEvent next() throws IOException, LineException {
    byte[] line = lines.next();
    if (line == null) {
      return null;
    }
    try {
      List<OrderLine> items = new ArrayList<>();
      for (String name : new String(line, StandardCharsets.UTF_8).split(",", -1)) {
        items.add(new OrderLine(names.sku(name), 1));
      }
      return new OrderCreated(runId + "-" + lines.number(), createdAt, items);
    } catch (InvalidEventException e) {
      throw new LineException(lines.number(), e.getMessage());
    }
  }

  @Override
  public long line() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
