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
 * @param format the format; null to derive it from the name or the content
 * @param runId the beginning of the ids of basket orders
 * @param createdAt the time of basket orders
 * @param skuPrefix the text before the SKUs of basket items
 */
public record Input(
    String name, FileFormat format, String runId, Instant createdAt, String skuPrefix) {

  public boolean isStandardInput() {
    return name.equals("-");
  }

  /** Returns the size in bytes, or -1 if it is unknown. */
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

  /** Returns the path of a readable file. */
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
