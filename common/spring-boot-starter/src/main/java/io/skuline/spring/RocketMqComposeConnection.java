package io.skuline.spring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Finds the proxy in the services of a compose file: the one of the image {@code apache/rocketmq}
 * that publishes the port 8081. Name server and broker have the same image, and other ports.
 */
final class RocketMqComposeConnection
    extends DockerComposeConnectionDetailsFactory<SkulineConnectionDetails> {

  static final String IMAGE = "apache/rocketmq";

  RocketMqComposeConnection() {
    super(IMAGE);
  }

  @Override
  protected @Nullable SkulineConnectionDetails getDockerComposeConnectionDetails(
      DockerComposeConnectionSource source) {
    RunningService service = source.getRunningService();
    return endpoints(service).map(found -> new InService(service, found)).orElse(null);
  }

  static Optional<String> endpoints(RunningService service) {
    try {
      int port = service.ports().get(SkulineConnectionDetails.PROXY_PORT);
      return Optional.of(service.host() + ":" + port);
    } catch (IllegalStateException notPublished) {
      return Optional.empty();
    }
  }

  private static final class InService extends DockerComposeConnectionDetails
      implements SkulineConnectionDetails {

    private final String endpoints;

    InService(RunningService service, String endpoints) {
      super(service);
      this.endpoints = endpoints;
    }

    @Override
    public String endpoints() {
      return endpoints;
    }
  }
}
