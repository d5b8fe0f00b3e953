package io.skuline.sim.file;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.wire.Fields;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads stock as rows {@code sku,quantity[,kind]} or as JSON lines with the same fields. The kind
 * is {@code INITIAL} if it is not named. A line of quantity 0 changes nothing: it is skipped and
 * counted.
 *
 * <p>The id of an adjustment is made of the load's id, the SKU, and the number of earlier lines of
 * that SKU. So the same file gives the same adjustments again, also if its lines were moved.
 */
public final class StockFile implements Events {

  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final List<String> REQUIRED = List.of("sku", "quantity");
  private static final List<String> OPTIONAL = List.of("kind");

  /** A line as it is in the file. */
  private record Raw(long line, String sku, int quantity, String kind) {}

  private interface Source extends Closeable {
    Raw next() throws IOException, LineException;
  }

  private final Source source;
  private final String loadId;
  private final Instant createdAt;
  private final Map<String, Integer> linesBySku = new HashMap<>();
  private String firstSku = "";
  private long line;
  private long zeros;

  private StockFile(Source source, String loadId, Instant createdAt) {
    this.source = source;
    this.loadId = loadId;
    this.createdAt = createdAt;
  }

  /** Opens rows with a header. */
  public static StockFile csv(InputStream in, String loadId, Instant createdAt)
      throws IOException, LineException {
    return new StockFile(new CsvSource(new CsvRows(in, REQUIRED, OPTIONAL)), loadId, createdAt);
  }

  /** Opens JSON lines. */
  public static StockFile ndjson(InputStream in, String loadId, Instant createdAt)
      throws IOException {
    return new StockFile(new NdjsonSource(new Lines(in, MAX_LINE_BYTES)), loadId, createdAt);
  }

  @Override
  public OrderEvent next() throws IOException, LineException {
    for (Raw raw = source.next(); raw != null; raw = source.next()) {
      line = raw.line();
      try {
        Limits.requireId("sku", raw.sku());
        AdjustmentKind kind = kind(raw);
        if (raw.quantity() != 0) {
          return new StockAdjusted(id(raw.sku()), createdAt, raw.sku(), raw.quantity(), kind);
        }
        zeros++;
      } catch (InvalidEventException e) {
        throw new LineException(line, e.getMessage().replace("delta", "quantity"));
      }
    }
    return null;
  }

  /** Makes the id without a format, whose digits would be those of the locale. */
  private String id(String sku) {
    int number = linesBySku.merge(sku, 1, Integer::sum);
    if (number == 1 && sku.equals(firstSku)) {
      return firstId(loadId);
    }
    return loadId + "-" + number + "-" + LoadId.fingerprint(sku);
  }

  /**
   * Gives the first line of that SKU the id {@link #firstId}, which says nothing of the SKU. So a
   * load of another file under the same id gets the answer of the first file.
   */
  public StockFile markingFirst(String sku) {
    firstSku = sku;
    return this;
  }

  /** Returns the id of the adjustment by which loads of one name recognise each other. */
  public static String firstId(String loadId) {
    return loadId + "-first";
  }

  /** Returns the number of lines of quantity 0 so far. */
  public long zeros() {
    return zeros;
  }

  private static AdjustmentKind kind(Raw raw) throws LineException {
    if (raw.kind().isEmpty()) {
      return AdjustmentKind.INITIAL;
    }
    for (AdjustmentKind kind : AdjustmentKind.values()) {
      if (kind.name().equals(raw.kind())) {
        return kind;
      }
    }
    throw new LineException(
        raw.line(),
        "kind must be one of %s, is %s"
            .formatted(List.of(AdjustmentKind.values()), Shown.of(raw.kind())));
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private record CsvSource(CsvRows rows) implements Source {

    @Override
    public Raw next() throws IOException, LineException {
      CsvRows.Row row = rows.next();
      if (row == null) {
        return null;
      }
      row.requireUsable();
      return new Raw(
          row.line(),
          row.required("sku"),
          row.integer("quantity", -Limits.MAX_ADJUSTMENT, Limits.MAX_ADJUSTMENT),
          row.optional("kind"));
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }

  private record NdjsonSource(Lines lines) implements Source {

    private static final List<String> FIELDS = List.of("sku", "quantity", "kind");

    @Override
    public Raw next() throws IOException, LineException {
      byte[] text = lines.next();
      if (text == null) {
        return null;
      }
      try {
        Fields in = Fields.read(text);
        requireClear(in);
        return new Raw(
            lines.number(),
            in.text("sku"),
            in.integer("quantity", -Limits.MAX_ADJUSTMENT, Limits.MAX_ADJUSTMENT),
            in.has("kind") ? in.text("kind") : "");
      } catch (InvalidEventException e) {
        throw lines.unusable(e);
      }
    }

    /** Checks that no field is almost a known one, because it would be ignored. */
    private static void requireClear(Fields in) {
      for (String name : in.names()) {
        for (String field : FIELDS) {
          if (name.equalsIgnoreCase(field) && !name.equals(field)) {
            throw new InvalidEventException(
                "", "the field %s must be written %s".formatted(Shown.of(name), field));
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
