package io.skuline.sim.cli.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.StockMove;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.cli.FakeTerminal;
import io.skuline.sim.cli.shared.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StockCommandTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();
  @TempDir private Path folder;

  @Test
  void stockIsPrinted() {
    cli.skuline().stock().put("a", new ReportedLevel("a", 1234, 5));
    assertThat(cli.run("stock", "a")).isEqualTo(ExitCode.OK);
    assertThat(cli.run("stock", "a", "b")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).containsPattern("a +1,234 +5").containsPattern("b +unknown");
  }

  @Test
  void aStockFileTwiceChangesNothing() throws Exception {
    Path file =
        Files.writeString(folder.resolve("s.csv"), "sku,quantity,kind\na,5,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.run("stock", "load", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().stock().get("a")).isEqualTo(new ReportedLevel("a", 5, 1));
    assertThat(cli.run("stock", "load", file.toString(), "--id", "again")).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().stock().get("a")).isEqualTo(new ReportedLevel("a", 10, 2));
  }

  @Test
  void stockIsLoadedFromTheStandardInput() {
    cli.in("\uFEFFsku,quantity\r\na,5\r\nb,0\r\n");
    assertThat(cli.run("stock", "load", "-")).as(() -> cli.err()).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().stock().get("a")).isEqualTo(new ReportedLevel("a", 5, 1));
    assertThat(cli.out()).containsPattern("quantity 0, passed over +1");
  }

  @Test
  void theSameContentWithOtherLineEndsIsToldToBeLoaded() throws Exception {
    cli.in("sku,quantity,kind\r\na,5,REPLENISHMENT\r\n");
    assertThat(cli.run("stock", "load", "-")).isEqualTo(ExitCode.OK);
    cli.in("sku,quantity,kind\na,5,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", "-")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("1, of them 1 by an earlier load");
    assertThat(cli.skuline().stock().get("a")).isEqualTo(new ReportedLevel("a", 5, 1));
  }

  @Test
  void anIdThatIsUsedForOtherContentNamesBoth() {
    cli.in("sku,quantity,kind\na,5,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.OK);
    cli.in("sku,quantity,kind\na,50,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.err())
        .contains(
            "The id x was used before with other content",
            "a +5 REPLENISHMENT before, a +50 REPLENISHMENT in this file");
    assertThat(cli.skuline().stock().get("a")).isEqualTo(new ReportedLevel("a", 5, 1));
  }

  /** Nothing of the other file is loaded, also no SKU that was not loaded before. */
  @Test
  void anIdThatIsUsedForOtherSkusNamesBoth() {
    cli.in("sku,quantity,kind\na,5,REPLENISHMENT\nb,1,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.OK);
    cli.in("sku,quantity,kind\nc,7,REPLENISHMENT\nb,1,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.err()).contains("a +5 REPLENISHMENT before, b +1 REPLENISHMENT in this file");
    assertThat(cli.skuline().stock())
        .containsOnlyKeys("a", "b")
        .containsEntry("b", new ReportedLevel("b", 1, 1));
  }

  /** Only the operator knows which of the two it was. */
  @Test
  void anIdOfALoadThatHadLessIsTold() {
    cli.in("sku,quantity,kind\na,5,REPLENISHMENT\n");
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.OK);
    String more = "sku,quantity,kind\nz,7,REPLENISHMENT\na,5,REPLENISHMENT\n";
    cli.in(more);
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.err()).contains("Of the id x 1 adjustments were loaded before, and 1 are new");
    cli.in(more);
    assertThat(cli.run("stock", "load", "-", "--id", "x")).isEqualTo(ExitCode.OK);
    assertThat(cli.skuline().stock().get("a")).isEqualTo(new ReportedLevel("a", 5, 1));
    assertThat(cli.skuline().stock().get("z")).isEqualTo(new ReportedLevel("z", 7, 1));
  }

  @Test
  void anAnswerToSomethingElseIsReported() throws Exception {
    cli.skuline()
        .deliver(
            result ->
                List.of(
                    new AdjustmentAccepted(
                        result.key(),
                        result.decidedAt(),
                        AdjustmentKind.CORRECTION,
                        new StockMove("a", 5, 5, 1))));
    Path file = Files.writeString(folder.resolve("s.csv"), "sku,quantity\na,5\n");
    assertThat(cli.run("stock", "load", file.toString())).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("all or nothing: adjustment load-", "CORRECTION");
  }

  @Test
  void rejectedStockIsReported() throws Exception {
    cli.skuline().stock().put("a", new ReportedLevel("a", 1, 1));
    Path file = Files.writeString(folder.resolve("s.csv"), "sku,quantity\na,5\nb,5\n");
    assertThat(cli.run("stock", "load", file.toString())).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("ALREADY_STOCKED").containsPattern("rejected +1");
  }

  @Test
  void aWrongStockFileLoadsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("s.csv"), "sku,quantity\na,5\nb,-5\n");
    assertThat(cli.run("stock", "load", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.skuline().published()).isEmpty();
  }
}
