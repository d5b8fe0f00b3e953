package io.skuline.sim.cli.shared;

import io.skuline.access.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option for the credentials of RocketMQ. */
final class CredentialsOptions {

  private static final String ACCESS_KEY = "SKULINE_ROCKETMQ_ACCESS_KEY";
  private static final String SECRET_KEY = "SKULINE_ROCKETMQ_SECRET_KEY";
  private static final String SESSION_TOKEN = "SKULINE_ROCKETMQ_SESSION_TOKEN";

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
   * Returns the user, if one is given.
   *
   * @throws IllegalArgumentException if the credentials are incomplete or cannot be read; the
   *     message names the option
   */
  Optional<Credentials> user(Environment around) {
    return credentialsFile == null
        ? ofVariables(around)
        : Optional.of(
            BrokerAccessOptions.named(
                "--credentials-file", () -> Credentials.read(credentialsFile)));
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
}
