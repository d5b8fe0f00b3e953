package io.skuline.sim.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as shops have them, one row per case, which are read or of which the trouble is named.
 *
 * <p>A subclass has the rows in {@code cases()}. The expected text is events in short, {@code !}
 * and the message about a line, or {@code !!} and why reading ends; several have a bar between
 * them. A message may be longer than what is written here.
 */
abstract class FileCasesFixture {

  private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

  /** The ways in which commands read the file. */
  enum Reads {
    STOCK,
    EVENTS,
    BASKETS
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody changes or compares it.
  record Case(String name, Reads reads, String fileName, byte[] file, String expected) {

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isReadOrNamed(Case trouble) {
    String[] read = outcome(trouble).split("\\|", -1);
    String[] expected = trouble.expected().split("\\|", -1);
    assertThat(read).as(() -> String.join("\n", read)).hasSameSizeAs(expected);
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).startsWith(expected[i]).doesNotContain("Feature", "Source");
    }
  }

  private static String outcome(Case trouble) {
    StringBuilder outcome = new StringBuilder();
    try (Events events = open(trouble)) {
      OrderEvent event;
      do {
        event = null;
        String news;
        try {
          event = events.next();
          news = event == null ? "" : inShort(event);
        } catch (LineException e) {
          news = "! " + e.getMessage();
        }
        outcome.append(outcome.isEmpty() || news.isEmpty() ? "" : "|").append(news);
        if (event == null && news.isEmpty()) {
          return outcome.toString();
        }
      } while (true);
    } catch (LineException | IOException e) {
      return outcome.append(outcome.isEmpty() ? "" : "|").append("!! ") + e.getMessage();
    }
  }

  private static Events open(Case trouble) throws IOException, LineException {
    Content content = Content.of(new ByteArrayInputStream(trouble.file()));
    boolean csv = FileFormat.of(trouble.fileName(), content) == FileFormat.CSV;
    return switch (trouble.reads()) {
      case STOCK ->
          csv ? StockFile.csv(content, "load", AT) : StockFile.ndjson(content, "load", AT);
      case EVENTS -> csv ? new CsvOrders(content) : new NdjsonEvents(content);
      case BASKETS -> new Baskets(content, "r", AT, "");
    };
  }

  private static String inShort(OrderEvent event) {
    if (event instanceof StockAdjusted stock) {
      boolean usual = stock.kind().name().equals("INITIAL");
      return stock.sku() + " " + stock.delta() + (usual ? "" : " " + stock.kind());
    }
    return event.key()
        + ((OrderCreated) event)
            .lines().stream()
                .map(line -> " " + line.sku() + " " + line.quantity())
                .collect(Collectors.joining());
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(utf8(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
