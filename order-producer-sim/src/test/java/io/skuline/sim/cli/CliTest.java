package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.simulation.Gateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CliTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();
  @TempDir private Path folder;

  @Test
  void wrongUsage() {
    assertThat(cli.run()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("simulate", "no-such")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("simulate", "--orders", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("simulate", "--orders", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("publish", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("stock")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("watch", "--types", "Nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("No scenario \"no-such\"", "orders must be 1 to", "Nonsense");
  }

  @Test
  void nobodyThere() {
    String[] nowhere = {"audit", "--service-url", "http://127.0.0.1:1"};
    assertThat(cli.runAsIs(CliTest::noBroker, nowhere)).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.runAsIs(CliTest::noBroker, "simulate")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.err()).contains("Is it running?", "no broker");
  }

  private static Gateway noBroker(ConnectionOptions connection) {
    throw new UnreachableException("no broker at " + connection.endpoints);
  }
}
