package io.skuline.sim.cli.shared;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.HotSkuClient;
import io.skuline.sim.admin.OperatorCredentials;
import io.skuline.sim.admin.ReconcileClient;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that need credentials: the service and the operator. */
public final class OperatorOptions {

  private static final String PASSWORD = "SKULINE_CONSOLE_PASSWORD";

  @Mixin private ServiceAddress address;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:SKULINE_CONSOLE_USER:-operator}",
      description = {
        "Name of the operator. Also SKULINE_CONSOLE_USER. Default: ${DEFAULT-VALUE}",
        "The password is in SKULINE_CONSOLE_PASSWORD, or is asked for on the terminal."
      })
  private String user;

  URI url() {
    return address.url;
  }

  /**
   * Returns a client for dead letters, with the password from the environment or from the terminal,
   * if there is one.
   */
  public DeadLetterClient client(Console console) {
    return new DeadLetterClient(url(), credentials(console));
  }

  /** Returns a client for reconciliation, with the same password. */
  public ReconcileClient reconciliation(Console console) {
    return new ReconcileClient(url(), credentials(console));
  }

  /** Returns a client for hot SKUs, with the same password. */
  public HotSkuClient hotSkus(Console console) {
    return new HotSkuClient(url(), credentials(console));
  }

  private OperatorCredentials credentials(Console console) {
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
    return new OperatorCredentials(user, password);
  }
}
