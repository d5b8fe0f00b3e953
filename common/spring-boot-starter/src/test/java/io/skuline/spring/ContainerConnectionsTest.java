package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Where the proxy is when it runs in a container; no container engine is needed. */
class ContainerConnectionsTest {

  @Test
  void theContainerOfATestIsUsed() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                SkulineAutoConfiguration.class, ServiceConnectionAutoConfiguration.class))
        .withUserConfiguration(Containers.class)
        .withPropertyValues("spring.application.name=shop")
        .run(
            context ->
                assertThat(context.getBean(ClientOptions.class).publisher().endpoints())
                    .isEqualTo("127.0.0.9:49081"));
  }

  @Test
  void ofAComposeFileTheServiceWithTheProxysPortIsUsed() {
    assertThat(RocketMqComposeConnection.endpoints(new Service(Map.of(8081, 49081))))
        .hasValue("127.0.0.9:49081");
    assertThat(RocketMqComposeConnection.endpoints(new Service(Map.of(9876, 49876)))).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  static class Containers {
    @Bean
    @ServiceConnection(name = "apache/rocketmq")
    GenericContainer<?> rocketmq() {
      return new Running();
    }
  }

  /** A container that runs nowhere. */
  private static final class Running extends GenericContainer<Running> {

    Running() {
      super(DockerImageName.parse("apache/rocketmq:5.5.0"));
    }

    @Override
    public void start() {
      // It runs nowhere.
    }

    @Override
    public void stop() {
      // It runs nowhere.
    }

    @Override
    public String getHost() {
      return "127.0.0.9";
    }

    @Override
    public Integer getMappedPort(int originalPort) {
      return 41_000 + originalPort;
    }
  }

  /** A service of a compose file, with the host's port for each of its own. */
  private record Service(Map<Integer, Integer> published) implements RunningService {

    @Override
    public String name() {
      return "rocketmq";
    }

    @Override
    public ImageReference image() {
      return ImageReference.of("apache/rocketmq:5.5.0");
    }

    @Override
    public String host() {
      return "127.0.0.9";
    }

    @Override
    public Map<String, String> env() {
      return Map.of();
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public ConnectionPorts ports() {
      return new Ports(published);
    }
  }

  private record Ports(Map<Integer, Integer> published) implements ConnectionPorts {

    @Override
    public int get(int containerPort) {
      Integer port = published.get(containerPort);
      if (port == null) {
        throw new IllegalStateException("No host port mapping found for " + containerPort);
      }
      return port;
    }

    @Override
    public List<Integer> getAll() {
      return List.copyOf(published.values());
    }

    @Override
    public List<Integer> getAll(String protocol) {
      return getAll();
    }
  }
}
