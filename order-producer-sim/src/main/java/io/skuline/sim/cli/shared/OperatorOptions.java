package io.skuline.sim.cli;

import io.skuline.sim.gateway.Credentials;
import io.skuline.sim.gateway.DeadLetterClient;
import io.skuline.sim.gateway.ReconcileClient;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the service is and who asks it: options of all commands that need credentials. */
final class Operator {

  private static final String PASSWORD = "SKULINE_CONSOLE_PASSWORD";

  @Mixin private ServiceAddress address;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:SKULINE_CONSOLE_USER:-operator}",
      description = {
        "Who asks. Also SKULINE_CONSOLE_USER. Default: ${DEFAULT-VALUE}",
        "The password is in SKULINE_CONSOLE_PASSWORD, or is asked for."
      })
  private String user;

  URI url() {
    return address.url;
  }

  /**
   * Dead letters, asked for with the password from the environment or from the terminal, if any.
   */
  DeadLetterClient client(Console console) {
    return new DeadLetterClient(url(), credentials(console));
  }

  /** The same, for reconciliation. */
  ReconcileClient reconciliation(Console console) {
    return new ReconcileClient(url(), credentials(console));
  }

  private Credentials credentials(Console console) {
    if (user.isBlank() || user.contains(":")) {
      throw new IllegalArgumentException(
          "--user must be a name without a colon, is \"%s\"".formatted(user));
    }
    Surroundings around = console.surroundings();
    String password =
        around
            .variable(PASSWORD)
            .or(() -> around.askSecretly("Password of " + user + ": "))
            .orElse(null);
    return new Credentials(user, password);
  }
}
