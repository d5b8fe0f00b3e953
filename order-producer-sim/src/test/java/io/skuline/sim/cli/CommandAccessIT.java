package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.setup.BrokerLayout;
import io.skuline.setup.NeededGroup;
import io.skuline.setup.NeededTopic;
import io.skuline.setup.TopicType;
import io.skuline.stack.StackAccess;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RocketMqProcess;
import io.skuline.stack.process.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A RocketMQ that requires TLS and a user with rights. It is always a local one. A command that is
 * let in by mistake would listen for ever, so each case has a minute.
 */
@Timeout(60)
class CommandAccessIT {

  private static final StackOptions OPTIONS = StackOptions.defaults().withAccessControl();
  private static final StackAccess ACCESS = OPTIONS.access().orElseThrow();
  private static final Duration SOON = Duration.ofSeconds(25);

  @TempDir private static Path folder;
  private static RocketMqProcess rocketmq;
  private static Path events;

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();

  @BeforeAll
  static void start() throws IOException {
    rocketmq = RocketMqProcess.start(OPTIONS);
    rocketmq.admin().create(BrokerLayout.defaults());
    rocketmq.admin().createUser("guest", "welcome");
    events =
        Files.writeString(
            folder.resolve("events.ndjson"),
            """
            {"type":"OrderCreated","orderId":"o-1","createdAt":"%s","lines":[{"sku":"s","quantity":1}]}
            """
                .formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    Files.copy(ACCESS.certificate().certificate(), folder.resolve("right.pem"));
    Files.copy(
        ServerCertificate.ofLocalhost(folder.resolve("another")).certificate(),
        folder.resolve("wrong.pem"));
    Files.writeString(
        folder.resolve("right"),
        "access-key=%s\nsecret-key=%s\n".formatted(ACCESS.user(), ACCESS.password()));
    Files.writeString(folder.resolve("guest"), "access-key=guest\nsecret-key=welcome\n");
    Files.writeString(
        folder.resolve("wrong"), "access-key=%s\nsecret-key=wrong\n".formatted(ACCESS.user()));
    Files.writeString(folder.resolve("unknown"), "access-key=nobody\nsecret-key=wrong\n");
  }

  @AfterAll
  static void close() {
    rocketmq.close();
  }

  @BeforeEach
  void nothingElse() {
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void whoMayPublishes() {
    int status = run("publish " + events, "--tls --ca-file right.pem --credentials-file right");

    assertThat(status).as(cli.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tls --credentials-file wrong   | 2 | does not accept the access key skuline with this"
            + " secret key | --credentials-file.",
        "--tls --credentials-file unknown | 2 | does not accept the access key nobody with this"
            + " secret key | --credentials-file.",
        "--tls                            | 2 | wants credentials, and there are none"
            + " | SKULINE_ROCKETMQ_ACCESS_KEY",
        "--tls --credentials-file guest   | 2 | does not allow this to the access key guest"
            + " | Let somebody grant it",
        "--credentials-file right         | 3 | speaks TLS, which is off here | --tls",
        "--tls --ca-file wrong.pem --credentials-file right | 3 | is not signed by any of"
            + " | --ca-file",
      })
  void whoMayNotIsToldWhyInOneLineAndSoon(String options, int status, String why, String remedy) {
    for (String command : new String[] {"watch", "publish " + events}) {
      FakeTerminal each = new FakeTerminal();
      long begin = System.nanoTime();

      assertThat(run(each, command, options)).as(command + each.err()).isEqualTo(status);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
      assertThat(each.err().lines().filter(line -> line.contains(why)))
          .as(command + each.err())
          .hasSize(1)
          .first()
          .asString()
          .contains(remedy)
          .doesNotContain("welcome", ACCESS.password());
      each.skuline().stop();
    }
  }

  @Test
  void setupSaysWhatDiffersCreatesWhatIsMissingAndFixesGroups() {
    String other = "--order-events typed --stock-journal new --intake-group open";
    rocketmq
        .admin()
        .create(
            new BrokerLayout(
                List.of(new NeededTopic("typed", TopicType.NORMAL)),
                List.of(NeededGroup.concurrent("open"))));

    assertThat(setup(cli, "--dry-run " + other)).isEqualTo(1);
    assertThat(cli.out())
        .containsPattern("topic +typed +different +is NORMAL, must be FIFO")
        .containsPattern("topic +new +missing +FIFO, 16 queues")
        .containsPattern("topic +stock-results +ok +NORMAL, 16 queues")
        .containsPattern("group +open +different +receives in no order, must be in order; 16 retr");
    assertThat(cli.err()).contains("--fix");

    FakeTerminal fixing = new FakeTerminal();
    assertThat(setup(fixing, "--fix " + other)).isEqualTo(1);
    assertThat(fixing.out())
        .containsPattern("topic +typed +different")
        .containsPattern("topic +new +created")
        .containsPattern("group +open +changed");
    fixing.skuline().stop();

    FakeTerminal again = new FakeTerminal();
    assertThat(setup(again, "--intake-group open --stock-journal new")).isZero();
    again.skuline().stop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--credentials-file wrong | 2 | refuses to list its | user who may administer",
        "--credentials-file guest --order-events absent | 2 | refuses to create the topic absent"
            + " | user who may administer",
        "--cluster other | 2 | has no cluster other | only DefaultCluster",
        "--name-server 127.0.0.1:1 --wait 1 | 3 | RocketMQ does not answer at 127.0.0.1:1 "
            + "| Check --name-server",
        "--tls --ca-file wrong.pem | 3 | RocketMQ does not answer at | --tls",
        "--shards 0 | 2 | --shards must be 1 to | is 0",
      })
  void setupThatIsNotPossibleSaysWhy(String options, int status, String why, String remedy) {
    assertThat(setup(cli, options)).as(cli.err()).isEqualTo(status);

    assertThat(cli.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains(why, remedy)
        .doesNotContain("welcome", ACCESS.password());
  }

  /** Runs the command with the usual options, unless others are given. */
  private static int setup(FakeTerminal terminal, String options) {
    String usual = "--name-server " + rocketmq.nameServerAddress() + " --credentials-file right ";
    for (String name : new String[] {"--name-server", "--credentials-file"}) {
      if (options.contains(name)) {
        usual = usual.replaceFirst(name + " [^ ]+ ", "");
      }
    }
    return runWords(terminal, ("setup " + usual + options).split(" ", -1));
  }

  private int run(String command, String options) {
    return run(cli, command, options);
  }

  private static int run(FakeTerminal terminal, String command, String options) {
    return runWords(
        terminal,
        (command + " --endpoints 127.0.0.1:" + rocketmq.port() + " " + options).split(" ", -1));
  }

  private static int runWords(FakeTerminal terminal, String... words) {
    for (int i = 1; i < words.length; i++) {
      if (words[i - 1].endsWith("-file")) {
        words[i] = folder.resolve(words[i]).toString();
      }
    }
    return terminal.runAsIs(connection -> Main.gateway(connection, terminal), words);
  }
}
