package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockMove;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.cli.shared.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();
  @TempDir private Path folder;

  @Test
  void publishStopsAtABadLine() throws Exception {
    Path file = write("orders.csv", "o1,2026-11-24T08:00:00Z,a,1\no2,2026-11-24T08:00:00Z,a,0\n");
    assertThat(cli.run("publish", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("line 3: quantity must be", "1 events before it were published");
    assertThat(cli.skuline().published()).hasSize(1);
  }

  @Test
  void publishSkipsABadLine() throws Exception {
    Path file = write("orders.csv", "o1,2026-11-24T08:00:00Z,a,0\no2,2026-11-24T08:00:00Z,a,1\n");
    assertThat(cli.run("publish", file.toString(), "--on-error", "skip")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("1 events published, 1 skipped");
    assertThat(cli.skuline().published()).hasSize(1).first().isInstanceOf(OrderCreated.class);
  }

  @Test
  void publishCannotPassOverAnOrderInTwoPlaces() throws Exception {
    Path file =
        write(
            "orders.csv",
            """
            o1,2026-11-24T08:00:00Z,a,1
            o2,2026-11-24T08:00:00Z,a,1
            o1,2026-11-24T08:00:00Z,b,1
            """);
    assertThat(cli.run("publish", file.toString(), "--on-error", "skip")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("line 4, column 1: order \"o1\"", "2 events before it were");
  }

  @Test
  void publishReadsCsvFromStandardInput() {
    cli.in("orderId,createdAt,sku,quantity\no1,2026-11-24T08:00:00Z,a,1\n");
    assertThat(cli.run("publish", "-")).as(() -> cli.err()).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().published()).hasSize(1);
  }

  @Test
  void publishReadsStandardInput() {
    cli.in(
        """
        {"type":"OrderCreated","orderId":"o1","createdAt":"2026-11-24T08:00:00Z",\
        "lines":[{"sku":"a","quantity":1}]}
        """);
    assertThat(cli.run("publish", "-")).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().published()).hasSize(1);
  }

  @Test
  void basketsOverTooLittleStock() throws Exception {
    Path file = Files.writeString(folder.resolve("b.csv"), "tea/milk,bread\nbread\nbread,bread\n");
    assertThat(cli.run("publish", "--format", "baskets", file.toString(), "--stock-per-item", "2"))
        .isEqualTo(ExitCode.OK);
    assertThat(cli.out()).containsPattern("confirmed +2\n").containsPattern("rejected +1\n");
    assertThat(cli.skuline().stock()).containsKeys("tea-milk", "bread");
    // The stock is loaded already; units that are left are not sold twice.
    assertThat(cli.run("publish", "--format", "baskets", file.toString(), "--stock-per-item", "2"))
        .isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().stock().get("bread").available()).isZero();
  }

  @Test
  void stockAndOrdersOfOneFileKeepTheirOrder() throws Exception {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      file.append(
          """
          {"type":"StockAdjusted","adjustmentId":"s%1$d","createdAt":"2026-11-24T08:00:00Z",\
          "sku":"a%1$d","delta":1,"kind":"INITIAL"}
          {"type":"OrderCreated","orderId":"o%1$d","createdAt":"2026-11-24T08:00:00Z",\
          "lines":[{"sku":"a%1$d","quantity":1}]}
          {"type":"OrderCreated","orderId":"late%1$d","createdAt":"2026-11-24T08:00:00Z",\
          "lines":[{"sku":"a%1$d","quantity":1}]}
          """
              .formatted(i));
    }
    Path path = Files.writeString(folder.resolve("mixed.ndjson"), file);
    SlowStock slow = new SlowStock(cli.skuline());
    assertThat(cli.runAsIs(connection -> slow, "publish", path.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().stock().values())
        .hasSize(50)
        .allMatch(level -> level.available() == 0 && level.sequence() == 2);
    assertThat(cli.skuline().published().stream().map(OrderEvent::key).toList())
        .containsSubsequence("s7", "o7", "late7");
  }

  @Test
  void aFileThatIsCheckedTwiceAddsUpTwice() throws Exception {
    cli.skuline().stock().put("a", new ReportedLevel("a", 5, 7));
    Path file = write("orders.csv", "o1,2026-11-24T08:00:00Z,a,4\no2,2026-11-24T08:00:00Z,a,2\n");
    for (int i = 0; i < 2; i++) {
      assertThat(cli.run("publish", "--check", file.toString()))
          .as(() -> cli.out() + cli.err())
          .isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void aFreshOrderOfAFileIsNotToldOfAMovementOfBefore() throws Exception {
    cli.skuline().stock().put("a", new ReportedLevel("a", 5, 7));
    cli.skuline()
        .deliver(
            result ->
                List.of(
                    new DeductionConfirmed(
                        result.key(), result.decidedAt(), List.of(new StockMove("a", 4, 1, 6)))));
    Path file = write("orders.csv", "o1,2026-11-24T08:00:00Z,a,4\n");
    assertThat(cli.run("publish", "--check", file.toString())).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("order o1 got movement 6, but the SKU was at 7");
  }

  private Path write(String name, String rows) throws Exception {
    return Files.writeString(folder.resolve(name), "orderId,createdAt,sku,quantity\n" + rows);
  }
}
