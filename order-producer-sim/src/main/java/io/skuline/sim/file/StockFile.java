package io.skuline.sim.file;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stock as rows {@code sku,quantity[,kind]} or as JSON lines with the same fields. The kind is
 * {@code INITIAL} if it is not named.
 *
 * <p>An adjustment's id is made of the load's id, the line's number and the SKU, so the same file
 * read again gives the same adjustments.
 */
public final class StockFile implements Events {

  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final List<String> COLUMNS = List.of("sku", "quantity");

  /** A line as it stands in the file. */
  private record Raw(long line, String sku, int quantity, String kind) {}

  private interface Source extends Closeable {
    Raw next() throws IOException, LineException;
  }

  private final Source source;
  private final String loadId;
  private final Instant createdAt;
  private long line;

  private StockFile(Source source, String loadId, Instant createdAt) {
    this.source = source;
    this.loadId = loadId;
    this.createdAt = createdAt;
  }

  /** Reads rows with a header. */
  public static StockFile csv(InputStream in, String loadId, Instant createdAt)
      throws IOException, LineException {
    return new StockFile(new CsvSource(new CsvRows(in, COLUMNS)), loadId, createdAt);
  }

  /** Reads a JSON object a line. */
  public static StockFile ndjson(InputStream in, String loadId, Instant createdAt) {
    return new StockFile(new NdjsonSource(new Lines(in, MAX_LINE_BYTES)), loadId, createdAt);
  }

  @Override
  public OrderEvent next() throws IOException, LineException {
    Raw raw = source.next();
    if (raw == null) {
      return null;
    }
    line = raw.line();
    try {
      return new StockAdjusted(id(raw), createdAt, raw.sku(), raw.quantity(), kind(raw));
    } catch (InvalidEventException e) {
      throw new LineException(line, e.getMessage().replace("delta", "quantity"));
    }
  }

  private String id(Raw raw) {
    CRC32 crc = new CRC32();
    crc.update(raw.sku().getBytes(StandardCharsets.UTF_8));
    return "%s-%d-%08x".formatted(loadId, raw.line(), crc.getValue());
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
        "kind must be one of %s, is %s".formatted(List.of(AdjustmentKind.values()), raw.kind()));
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
      return row == null
          ? null
          : new Raw(row.line(), row.required("sku"), row.integer("quantity"), row.optional("kind"));
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }

  private record NdjsonSource(Lines lines, JsonMapper json) implements Source {

    NdjsonSource(Lines lines) {
      this(lines, JsonMapper.shared());
    }

    @Override
    public Raw next() throws IOException, LineException {
      byte[] text = lines.next();
      if (text == null) {
        return null;
      }
      JsonNode node;
      try {
        node = json.readTree(text);
      } catch (JacksonException e) {
        throw new LineException(lines.number(), "is not JSON: " + e.getOriginalMessage());
      }
      JsonNode sku = node.path("sku");
      JsonNode quantity = node.path("quantity");
      JsonNode kind = node.path("kind");
      if (!sku.isString() || !quantity.canConvertToInt() || !quantity.isIntegralNumber()) {
        throw new LineException(
            lines.number(), "must be like {\"sku\":\"a\",\"quantity\":5,\"kind\":\"INITIAL\"}");
      }
      return new Raw(
          lines.number(),
          sku.asString(),
          quantity.asInt(),
          kind.isMissingNode() ? "" : kind.asString(""));
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
