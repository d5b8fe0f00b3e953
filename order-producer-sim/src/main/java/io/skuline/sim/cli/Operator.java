package io.skuline.sim.cli;

import io.skuline.sim.gateway.Credentials;
import io.skuline.sim.gateway.DeadLetterClient;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the service is and who asks it: options of all commands on dead letters. */
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

  /** The service, asked with the password from the environment or from the terminal, if any. */
  DeadLetterClient client(Console console) {
    Surroundings around = console.surroundings();
    String password =
        around
            .variable(PASSWORD)
            .or(() -> around.askSecretly("Password of " + user + ": "))
            .orElse(null);
    return new DeadLetterClient(url(), new Credentials(user, password));
  }
}
