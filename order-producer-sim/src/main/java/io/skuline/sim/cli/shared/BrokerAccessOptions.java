package io.skuline.sim.cli.shared;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the credentials of RocketMQ and for TLS. */
final class BrokerAccessOptions {

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

  @Mixin private CredentialsOptions credentials;

  /**
   * Returns the credentials and the TLS settings.
   *
   * @throws IllegalArgumentException if they are incomplete or cannot be read; the message names
   *     the option
   */
  BrokerAccess access(Environment around) {
    Optional<Credentials> user = credentials.user(around);
    if (caFile != null && !tls) {
      throw new IllegalArgumentException("--ca-file is given without --tls");
    }
    return named("--ca-file", () -> new BrokerAccess(user, tls, Optional.ofNullable(caFile)));
  }

  static <T> T named(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
