package io.skuline.sim.cli.shared;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option for the address of the service. */
final class ServiceAddress {

  @Option(
      names = "--service-url",
      paramLabel = "URL",
      defaultValue = "${env:SKULINE_SERVICE_URL:-http://127.0.0.1:8080}",
      description =
          "The service's HTTP address. Also SKULINE_SERVICE_URL. Default: ${DEFAULT-VALUE}")
  URI url;
}
