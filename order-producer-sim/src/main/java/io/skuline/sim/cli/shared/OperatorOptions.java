package io.skuline.sim.cli.shared;

import io.skuline.sim.admin.Credentials;
import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.ReconcileClient;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the service is and who asks it: options of all commands that need credentials. */
public final class OperatorOptions {

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
  public DeadLetterClient client(Console console) {
    return new DeadLetterClient(url(), credentials(console));
  }

  /** The same, for reconciliation. */
  public ReconcileClient reconciliation(Console console) {
    return new ReconcileClient(url(), credentials(console));
  }

  private Credentials credentials(Console console) {
    if (user.isBlank() || user.contains(":")) {
      throw new IllegalArgumentException(
          "--user must be a name without a colon, is \"%s\"".formatted(user));
    }
    Environment around = console.surroundings();
    String password =
        around
            .variable(PASSWORD)
            .or(() -> around.askSecretly("Password of " + user + ": "))
            .orElse(null);
    return new Credentials(user, password);
  }
}
