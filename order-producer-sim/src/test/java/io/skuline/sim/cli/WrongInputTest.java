package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.Environment;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every mistake is reported in one line, with the right exit code, soon. The commands are the real
 * ones with the real clients. Nobody listens at their addresses, or a server listens that never
 * answers.
 */
@Timeout(10)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongInputTest {

  private static final String PATIENCE = "skuline.patience-millis";

  private Path folder;
  private ServerSocket silent;

  @BeforeAll
  void open(@TempDir Path files) throws IOException {
    folder = files;
    // The system accepts connections for it, and then nothing arrives.
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    // Long enough to find out that a host has no address, on a busy machine as well.
    System.setProperty(PATIENCE, "1000");
    Files.writeString(folder.resolve("stock.csv"), "sku,quantity\na,5\n");
    Files.writeString(
        folder.resolve("orders.csv"),
        "orderId,createdAt,sku,quantity\no-1,2026-11-24T08:00:00Z,tea,2\n");
  }

  @AfterAll
  void close() throws IOException {
    System.clearProperty(PATIENCE);
    silent.close();
  }

  /** The arguments, the exit code, and a part of the one line. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # Commands and options.
          ``                                            | 2 | Which command? See skuline --help
          sell                                          | 2 | Unmatched argument at index 0: 'sell'
          stok a                                        | 2 | Perhaps:
          stock                                         | 2 | Which SKUs?
          stock --nope a                                | 2 | Unknown option: '--nope'
          stock load                                    | 2 | Missing required parameter: 'FILE'. See skuline stock load --help
          stock load {stock} {stock}                    | 2 | Unmatched argument
          ledger                                        | 2 |
          dead-letters                                  | 2 | Say what: list
          watch --count 1 --count 2                     | 2 | should be specified only once
          watch --count                                 | 2 | Missing required parameter for option '--count'
          watch --count x                               | 2 | 'x' is not a whole number
          watch --count -1                              | 2 | --count must not be negative
          watch --count 99999999999999999999            | 2 | is not a whole number of at most
          watch --types Nope                            | 2 | No type "Nope"
          watch --types                                 | 2 | Missing required parameter
          watch --types=                                | 2 | --types must not be empty
          publish {orders} --rate NaN                   | 2 | 'NaN' is not a number
          publish {orders} --rate 0x1p3                 | 2 | is not a number
          publish {orders} --rate -1                    | 2 | --rate must not be negative, is -1.0
          publish {orders} --patience 0                 | 2 | --patience must be 1 to 86400 seconds, is 0
          publish {orders} --patience 9223372036854775807 | 2 | --patience must be 1 to
          publish {orders} --format xml                 | 2 | expected one of
          publish {orders} --on-error ignore            | 2 | expected one of
          publish {orders} --check=maybe                | 2 | is not a boolean
          publish {orders} --stock-per-item 5           | 2 | --stock-per-item is for --format baskets
          publish - --check                             | 2 | --check reads the file twice
          simulate nope                                 | 2 | No scenario "nope"
          simulate --orders 0                           | 2 | orders must be 1 to
          simulate --orders 1,,2                        | 2 | '' is not a whole number
          simulate --skus 0                             | 2 | skus must be 1 to
          simulate --cart-share 2                       | 2 | cart share must be 0 to 1
          simulate --zipf 1e9                           | 2 | is not a number
          simulate --run-id a/b                         | 2 | run id may have
          simulate --warm-up -1                         | 2 | --warm-up must not be negative
          simulate --orders 1,2 --rate 1,2,3            | 2 | as many
          audit --wait -1                               | 2 | --wait must be 0 to 600 seconds, is -1
          audit --wait 601                              | 2 | --wait must be 0 to 600 seconds, is 601
          verify --wait x                               | 2 | is not a whole number
          dead-letters list --state NOPE                | 2 | --state must be one of PARKED, REPLAYING, REPLAYED, DISCARDED or any, is "NOPE"
          dead-letters list --state=                    | 2 | --state must not be empty
          dead-letters list --limit 0                   | 2 | --limit must be 1 at least
          dead-letters list --since yesterday           | 2 | "yesterday" is no time
          dead-letters list --user a:b                  | 2 | --user must be a name without a colon
          dead-letters show seventeen                   | 2 | 'seventeen' is not a whole number
          dead-letters replay                           | 2 | Which dead letters?
          dead-letters replay 1 --rate 0                | 2 | --rate must be 1 to 10000
          dead-letters discard 1 --reason=              | 2 | --reason must not be empty
          quarantine repair a/b --mode RELEASE --note x | 2 | SKU may have A-Z
          quarantine repair a --mode MAGIC --note x     | 2 | expected one of
          quarantine repair a --how MAGIC --note x      | 2 | expected one of
          quarantine repair a --note x                  | 2 | --mode
          quarantine repair a --how RELEASE --note=     | 2 | --note must not be empty
          anomalies settle a/b --note x                 | 2 | ORDER may have A-Z
          hot                                           | 2 | Say what: hot list
          hot on                                        | 2 | Missing required parameter: 'SKU'
          hot on a~1                                    | 2 | SKU may have A-Z
          hot on a --from tomorrow                      | 2 | "tomorrow" is no time
          hot on a --until=                             | 2 | --until must not be empty
          hot off a/b                                   | 2 | SKU may have A-Z
          hot list a/b                                  | 2 | SKU may have A-Z
          stock a/b                                     | 2 | SKU may have A-Z a-z 0-9 . _ : - only, has U+002F (SOLIDUS) at position 2
          ledger export --sku a/b                       | 2 | --sku may have A-Z
          ledger export --format xml                    | 2 | expected one of
          # Files.
          publish {none}                                | 2 | nothing is there
          publish {folder}                              | 2 | it is a folder
          stock load {none}                             | 2 | nothing is there
          stock load {folder}                           | 2 | it is a folder
          stock load {stock} --id a/b                   | 2 | id may have A-Z
          publish {stock}                               | 2 | orderId
          dead-letters import {none}                    | 2 | nothing is there
          # Where the service is.
          status --service-url=                         | 2 | --service-url
          status --service-url 127.0.0.1:8080           | 2 | Write an address such as http://127.0.0.1:8080
          status --service-url localhost:8080           | 2 | does not begin with http:// or https://
          status --service-url ftp://localhost          | 2 | does not begin with http:// or https://
          status --service-url http://                  | 2 | Write an address such as
          status --service-url http://a:0               | 2 | has no port from 1 to 65535
          status --service-url http://a:70000           | 2 | has no port from 1 to 65535
          status --service-url http://a:b               | 2 | has no host
          status --service-url http://a/?b=c            | 2 | has something behind ? or #
          status --service-url http://me:secret@a       | 2 | it has a user or a password in it
          status --service-url http://me:s^cret@a       | 2 | it is none, or has a user or a password
          status http://a_b:1                           | 2 | has no host
          status --service-url http://127.0.0.1:{closed} | 3 | nobody listens there
          stock a --service-url http://127.0.0.1:{closed} | 3 | nobody listens there
          stock a --service-url http://no-such-host.invalid | 3 | there is no host of that name
          stock a --service-url https://127.0.0.1:{closed} | 3 | nobody listens there
          status --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          stock a --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          audit --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          verify --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          ledger export --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          dead-letters list --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          dead-letters replay --all --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          reconcile --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          quarantine --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          anomalies --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          simulate --service-url http://127.0.0.1:{silent} | 3 | no answer in time
          # Where the broker is.
          watch --endpoints a,b                         | 2 | endpoints must be host:port, several separated by semicolons, is "a,b"
          watch --endpoints=                            | 2 | --endpoints must not be empty
          watch --endpoints 127.0.0.1                   | 2 | endpoints must be host:port
          watch --endpoints http://127.0.0.1:8081       | 2 | endpoints must be host:port
          watch --endpoints 127.0.0.1:0                 | 2 | endpoints must have ports from 1 to 65535
          watch --endpoints 127.0.0.1:70000             | 2 | endpoints must have ports from 1 to 65535
          watch --endpoints a:1;b:1                     | 2 | endpoints may be several only as IP addresses
          watch --stock-results a/b                     | 2 | topic must have 1 to 127 of
          watch --stock-results=                        | 2 | --stock-results must not be empty
          watch --group a/b                             | 2 | group must have 1 to 255 of
          publish {orders} --order-events a.b           | 2 | topic must have 1 to 127 of
          stock load {stock} --endpoints a,b            | 2 | endpoints must be host:port
          watch --endpoints 127.0.0.1:{closed}          | 3 | no RocketMQ proxy answers at 127.0.0.1:
          watch --endpoints no-such-host.invalid:8081   | 3 | no RocketMQ proxy answers at no-such-host.invalid:8081
          watch --endpoints 127.0.0.1:{silent}          | 3 | no RocketMQ proxy answers at 127.0.0.1:
          publish {orders} --endpoints 127.0.0.1:{closed} | 3 | no RocketMQ proxy answers at 127.0.0.1:
          stock load {stock} --endpoints 127.0.0.1:{silent} | 3 | no RocketMQ proxy answers at 127.0.0.1:
          """)
  void isToldInOneLine(String words, int code, String message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ran ran = run(out, words.isEmpty() ? new String[0] : filled(words).split(" "));
    assertThat(ran.err().lines().filter(line -> !line.isBlank()))
        .hasSize(1)
        .first()
        .asString()
        .contains(message == null ? "" : message)
        .doesNotContain("Exception", "java.", "\tat ", "s^cret", "me:secret");
    assertThat(ran.code()).isEqualTo(code);
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
  }

  @Test
  void aFullDiskIsNoSuccess() {
    Ran ran = run(new Full("No space left on device"), "--help");
    assertThat(ran.err())
        .isEqualToIgnoringNewLines("The output could not be written: No space left on device");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run(new Full("No space left on device"), "stock", "--help").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whoReadsNoMoreIsToldNothing() {
    Ran ran = run(new Full("Broken pipe"), "--help");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isEqualTo(ExitCode.NO_READER);
  }

  @Test
  void whereItFailedIsToldWhoAsks() {
    Ran ran = run(new ByteArrayOutputStream(), "publish", "none.csv", "--verbose");
    assertThat(ran.err()).contains("nothing is there", "\tat io.skuline");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
  }

  private record Ran(int code, String err) {}

  private static Ran run(OutputStream out, String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            Output.to(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            connection -> Main.gateway(connection, new Nobody()),
            InstantSource.system(),
            new Nobody());
    int code = new Cli(console).run(words);
    return new Ran(code, err.toString(StandardCharsets.UTF_8));
  }

  private String filled(String words) throws IOException {
    return words
        .replace("{stock}", folder.resolve("stock.csv").toString())
        .replace("{orders}", folder.resolve("orders.csv").toString())
        .replace("{none}", folder.resolve("none").toString())
        .replace("{folder}", folder.toString())
        .replace("{silent}", Integer.toString(silent.getLocalPort()))
        .replace("{closed}", Integer.toString(closedPort()));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** An environment without variables, and with nobody at the keyboard. */
  private static final class Nobody implements Environment {

    @Override
    public Optional<String> variable(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> askSecretly(String prompt) {
      return Optional.empty();
    }
  }

  /** A broker that takes nothing. */
  private static final class Full extends OutputStream {

    private final String why;

    Full(String why) {
      this.why = why;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(why);
    }
  }
}
