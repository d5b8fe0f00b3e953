package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A service with 256 MB of heap exports all movements, however many there are: {@code
 * -Dskuline.export-movements=10000000}.
 */
@ExtendWith(StackExtension.class)
class ExportIT {

  private static final int MOVEMENTS = Integer.getInteger("skuline.export-movements", 100_000);
  private static final int SKUS = 1000;
  private static final int AT_ONCE = 100_000;

  private static final String DIGIT =
      "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
          + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9)";

  /** The numbers 0 to 99,999. */
  private static final String NUMBERS =
      "(SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM %1$s a, %1$s b, %1$s c, %1$s e, %1$s f)"
          .formatted(DIGIT);

  @Test
  void howeverManyMovementsThereAre(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (ServiceProcess service =
        ServiceProcess.start(installation, Map.of("_JAVA_OPTIONS", "-Xmx256m"))) {
      fill(installation.jdbc());
      HttpRequest all = HttpRequest.newBuilder(service.uri("/movements/export?format=CSV")).build();
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient().send(all, HttpResponse.BodyHandlers.ofInputStream());
      long lines = 0;
      String last = "";
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines++;
          last = line;
        }
      }
      assertThat(lines).as("lines, with the header").isEqualTo(MOVEMENTS + 1L);
      assertThat(last).startsWith("sku-999," + MOVEMENTS / SKUS + ",REPLENISHMENT,");
      assertThat(service.get("/verify?waitSeconds=0").body())
          .contains("\"passed\":true")
          .contains("\"movements\":" + MOVEMENTS);
    }
  }

  /** Fills the tables directly, because the test is about reading them. */
  private static void fill(JdbcTemplate jdbc) {
    for (int from = 0; from < MOVEMENTS; from += AT_ONCE) {
      int count = Math.min(AT_ONCE, MOVEMENTS - from);
      jdbc.update(
          "INSERT INTO movement (order_id, kind, operation_id, sku_id, delta, available_after,"
              + " sequence, line_no, line_count, decided_at, epoch, batch_id)"
              + " SELECT CONCAT('load-', LPAD(? + n, 10, '0')), 'P', '',"
              + " CONCAT('sku-', LPAD((? + n) % ?, 3, '0')), 1, (? + n) DIV ? + 1,"
              + " (? + n) DIV ? + 1, 0, 1, 1764000000000 + n, 0, 0 FROM "
              + NUMBERS
              + " numbers WHERE n < ?",
          from,
          from,
          SKUS,
          from,
          SKUS,
          from,
          SKUS,
          count);
      System.out.printf("%,d of %,d movements%n", from + count, MOVEMENTS);
    }
    jdbc.update(
        "INSERT INTO stock (sku_id, available, last_sequence, movements)"
            + " SELECT sku_id, COUNT(*), COUNT(*), COUNT(*) FROM movement GROUP BY sku_id");
  }
}
