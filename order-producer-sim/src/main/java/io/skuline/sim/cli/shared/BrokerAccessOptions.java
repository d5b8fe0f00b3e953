package io.skuline.sim.cli.shared;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Options for the credentials of RocketMQ and for TLS. */
final class BrokerAccessOptions {

  private static final String ACCESS_KEY = "SKULINE_ROCKETMQ_ACCESS_KEY";
  private static final String SECRET_KEY = "SKULINE_ROCKETMQ_SECRET_KEY";
  private static final String SESSION_TOKEN = "SKULINE_ROCKETMQ_SESSION_TOKEN";

  @Option(
      names = "--tls",
      negatable = true,
      defaultValue = "${env:SKULINE_ROCKETMQ_TLS:-false}",
      fallbackValue = "true",
      description =
          "Connect to RocketMQ over TLS; its client accepts every certificate. Also"
              + " SKULINE_ROCKETMQ_TLS. Default: ${DEFAULT-VALUE}")
  private boolean tls;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      defaultValue = "${env:SKULINE_ROCKETMQ_CA_FILE}",
      description =
          "PEM file with the certificates that must have signed RocketMQ's certificate. This is"
              + " checked once, before connecting. Also SKULINE_ROCKETMQ_CA_FILE")
  private Path caFile;

  @Option(
      names = "--credentials-file",
      paramLabel = "FILE",
      defaultValue = "${env:SKULINE_ROCKETMQ_CREDENTIALS_FILE}",
      description = {
        "File with the lines access-key=... and secret-key=... of the RocketMQ user. Also"
            + " SKULINE_ROCKETMQ_CREDENTIALS_FILE",
        "Without it, the variables SKULINE_ROCKETMQ_ACCESS_KEY and SKULINE_ROCKETMQ_SECRET_KEY"
            + " are used, if they are set."
      })
  private Path credentialsFile;

  /**
   * Returns the credentials and the TLS settings.
   *
   * @throws IllegalArgumentException if they are incomplete or cannot be read; the message names
   *     the option
   */
  BrokerAccess access(Environment around) {
    Optional<Credentials> credentials =
        credentialsFile == null
            ? ofVariables(around)
            : Optional.of(named("--credentials-file", () -> Credentials.read(credentialsFile)));
    if (caFile != null && !tls) {
      throw new IllegalArgumentException("--ca-file is given without --tls");
    }
    return named(
        "--ca-file", () -> new BrokerAccess(credentials, tls, Optional.ofNullable(caFile)));
  }

  private static Optional<Credentials> ofVariables(Environment around) {
    Optional<String> access = around.variable(ACCESS_KEY);
    Optional<String> secret = around.variable(SECRET_KEY);
    Optional<String> token = around.variable(SESSION_TOKEN);
    if (access.isPresent() != secret.isPresent() || (token.isPresent() && access.isEmpty())) {
      String given =
          access.isPresent() ? ACCESS_KEY : secret.isPresent() ? SECRET_KEY : SESSION_TOKEN;
      String missing = access.isPresent() ? SECRET_KEY : ACCESS_KEY;
      throw new IllegalArgumentException(given + " is set without " + missing);
    }
    return access.map(key -> new Credentials(key, secret.orElseThrow(), token));
  }

  private static <T> T named(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
