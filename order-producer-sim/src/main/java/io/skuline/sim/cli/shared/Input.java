package io.skuline.sim.cli.shared;

import io.skuline.sim.file.Baskets;
import io.skuline.sim.file.Content;
import io.skuline.sim.file.CsvOrders;
import io.skuline.sim.file.Events;
import io.skuline.sim.file.FileFormat;
import io.skuline.sim.file.LineException;
import io.skuline.sim.file.NdjsonEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The file that is published.
 *
 * @param name a path, or {@code -} for the standard input
 * @param format null for what the name or the content tells
 * @param runId starts the ids of basket orders
 * @param createdAt of basket orders
 * @param skuPrefix of basket items
 */
public record Input(
    String name, FileFormat format, String runId, Instant createdAt, String skuPrefix) {

  public boolean isStandardInput() {
    return name.equals("-");
  }

  /** Bytes there are, or -1 if nobody knows. */
  public long size() throws IOException {
    return isStandardInput() ? -1 : Files.size(path(name));
  }

  public InputStream open(InputStream standardInput) throws IOException {
    return isStandardInput() ? standardInput : Files.newInputStream(path(name));
  }

  public Events events(InputStream in) throws IOException, LineException {
    Content content = Content.of(in);
    return switch (format == null ? FileFormat.of(name, content) : format) {
      case NDJSON -> new NdjsonEvents(content);
      case CSV -> new CsvOrders(content);
      case BASKETS -> new Baskets(content, runId, createdAt, skuPrefix);
    };
  }

  /** The path of a readable file. */
  public static Path path(String name) throws IOException {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new IOException("There is no readable file %s: it is a folder".formatted(name));
    }
    if (!Files.exists(path)) {
      throw new IOException("There is no readable file %s: nothing is there".formatted(name));
    }
    if (!Files.isReadable(path)) {
      throw new IOException("There is no readable file %s: it may not be read".formatted(name));
    }
    return path;
  }
}
