package io.skuline.sim.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.FakeTerminal;
import io.skuline.sim.simulation.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerAccessOptionsTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();
  @TempDir private Path folder;
  private BrokerAccess access;

  @Test
  void byDefaultItIsNobodyInPlainText() {
    assertThat(run()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(access).isEqualTo(BrokerAccess.open());
  }

  @Test
  void credentialsAreInTheEnvironment() {
    cli.set("SKULINE_ROCKETMQ_ACCESS_KEY", "shop");
    cli.set("SKULINE_ROCKETMQ_SECRET_KEY", "s3cret");
    cli.set("SKULINE_ROCKETMQ_SESSION_TOKEN", "t0ken");
    run("--tls");
    assertThat(access)
        .isEqualTo(
            BrokerAccess.open()
                .withTls()
                .withCredentials(Credentials.of("shop", "s3cret").withSessionToken("t0ken")));
  }

  @Test
  void orInAFileWhichIsNamedOnPurpose() throws IOException {
    cli.set("SKULINE_ROCKETMQ_ACCESS_KEY", "another");
    Path file = Files.writeString(folder.resolve("shop"), "access-key=shop\nsecret-key=s3cret\n");
    run("--credentials-file", file.toString(), "--no-tls");
    assertThat(access)
        .isEqualTo(BrokerAccess.open().withCredentials(Credentials.of("shop", "s3cret")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SKULINE_ROCKETMQ_ACCESS_KEY    | is set without SKULINE_ROCKETMQ_SECRET_KEY",
        "SKULINE_ROCKETMQ_SECRET_KEY    | is set without SKULINE_ROCKETMQ_ACCESS_KEY",
        "SKULINE_ROCKETMQ_SESSION_TOKEN | is set without SKULINE_ROCKETMQ_ACCESS_KEY",
      })
  void oneOfThemAloneIsRefused(String variable, String why) {
    cli.set(variable, "s3cret");
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).isEqualTo(variable + " " + why + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--credentials-file none       | --credentials-file: there is no file of credentials none",
        "--credentials-file pom.xml    | --credentials-file: the file of credentials pom.xml, line 1",
        "--tls --ca-file none          | --ca-file: there is no file none",
        "--tls --ca-file pom.xml       | --ca-file: the file pom.xml has no certificates in PEM form",
        "--ca-file pom.xml             | --ca-file is given without --tls",
        "--no-tls --ca-file pom.xml    | --ca-file is given without --tls",
      })
  void whatCannotBeIsRefusedInOneLine(String options, String why) {
    assertThat(run(options.split(" ", -1))).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err().lines()).hasSize(1).first().asString().startsWith(why);
  }

  private int run(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "watch";
    System.arraycopy(options, 0, all, 1, options.length);
    return cli.runAsIs(this::remember, all);
  }

  private Gateway remember(ConnectionOptions connection) {
    access = connection.access(cli);
    throw new UnreachableException("that is enough");
  }
}
