package io.skuline.sim.file;

import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads market baskets: each line is a cart, with the names of its items separated by commas, one
 * unit each. A name with a comma is in quotes. Empty cells at the end of a line do not count. The
 * order's id is the run id and the number of the line.
 */
public final class Baskets implements Events {

  private final CsvReader rows;
  private final String runId;
  private final Instant createdAt;
  private final ItemNames names;
  private long line;

  /**
   * Opens a file of baskets.
   *
   * @param skuPrefix text before every SKU id; may be empty
   */
  public Baskets(InputStream in, String runId, Instant createdAt, String skuPrefix)
      throws IOException {
    this.rows = new CsvReader(in);
    this.runId = runId;
    this.createdAt = createdAt;
    this.names = new ItemNames(skuPrefix);
  }

  @Override
  public OrderEvent next() throws IOException, LineException {
    CsvReader.Row row = rows.next();
    if (row == null) {
      return null;
    }
    line = row.line();
    if (row.problem() != null) {
      throw row.problem();
    }
    try {
      return new OrderCreated(runId + "-" + line, createdAt, items(row));
    } catch (InvalidEventException e) {
      throw new LineException(line, e.getMessage());
    }
  }

  private List<OrderLine> items(CsvReader.Row row) throws LineException {
    int size = row.cells().size();
    while (row.cells().get(size - 1).text().isEmpty()) {
      size--;
    }
    List<OrderLine> items = new ArrayList<>();
    for (CsvReader.Cell cell : row.cells().subList(0, size)) {
      if (cell.text().isEmpty()) {
        throw new LineException(line, cell.column(), "an item between two commas has no name");
      }
      items.add(new OrderLine(names.sku(cell.text()), 1));
    }
    return items;
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
