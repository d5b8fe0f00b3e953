package io.skuline.spring;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.GenericContainer;

/**
 * Finds the proxy in a container of the image {@code apache/rocketmq} that a test annotates with
 * {@code @ServiceConnection}.
 */
final class RocketMqContainerConnection
    extends ContainerConnectionDetailsFactory<GenericContainer<?>, SkulineConnectionDetails> {

  RocketMqContainerConnection() {
    super(RocketMqComposeConnection.IMAGE);
  }

  @Override
  protected SkulineConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<GenericContainer<?>> source) {
    return new InContainer(source);
  }

  private static final class InContainer extends ContainerConnectionDetails<GenericContainer<?>>
      implements SkulineConnectionDetails {

    InContainer(ContainerConnectionSource<GenericContainer<?>> source) {
      super(source);
    }

    @Override
    public String endpoints() {
      GenericContainer<?> proxy = getContainer();
      return proxy.getHost() + ":" + proxy.getMappedPort(PROXY_PORT);
    }
  }
}
