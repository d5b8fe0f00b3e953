package io.skuline.sim.cli;

import io.skuline.sim.gateway.ReconcileClient;
import picocli.CommandLine.Option;

/** Who asks, where the service wants to know. */
final class Login {

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:SKULINE_CONSOLE_USER:-operator}",
      description = {
        "Who asks. Also SKULINE_CONSOLE_USER. Default: ${DEFAULT-VALUE}",
        "The password is in SKULINE_CONSOLE_PASSWORD."
      })
  private String user;

  ReconcileClient client(Connection connection) {
    String password = System.getenv("SKULINE_CONSOLE_PASSWORD");
    return new ReconcileClient(connection.serviceUrl, user, password);
  }
}
