package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.ClientObserver;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SkulineHealthTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SkulineAutoConfiguration.class, SkulineHealthAutoConfiguration.class))
          .withBean(SubscriberConnector.class, FakeBroker::new)
          .withBean(ListenerLifecycleTest.Shop.class)
          .withPropertyValues("spring.application.name=shop");

  @Test
  void aProxyThatTakesConnectionsIsUp() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoints = "127.0.0.1:" + proxy.getLocalPort();
      application
          .withPropertyValues("skuline.client.endpoints=" + endpoints)
          .run(
              context -> {
                SkulineHealthIndicator indicator = context.getBean(SkulineHealthIndicator.class);
                Health health = indicator.health();
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(health.getDetails())
                    .containsEntry("endpoints", endpoints)
                    .containsEntry("groups", List.of("shop"));

                failToPublish(context.getBean(ClientObserver.class));
                assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
                assertThat(indicator.health().getDetails())
                    .containsEntry("lastEvent", "java.io.IOException: no rights");
              });
    }
  }

  @Test
  void aProxyThatIsAwayIsDown() {
    application
        .withPropertyValues("skuline.client.endpoints=127.0.0.1:1")
        .run(
            context -> {
              Health health = context.getBean(SkulineHealthIndicator.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails()).containsKey("unreachable");
            });
  }

  @Test
  void anApplicationWithoutHealthNeedsNone() {
    application
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean("skulineHealthIndicator"));
    application
        .withPropertyValues("management.health.skuline.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(SkulineHealthIndicator.class));
  }

  private static void failToPublish(ClientObserver observer) {
    observer
        .publishing(new OrderCancelled(new OrderRef("o-1", Results.NOON, "tv")))
        .ended(Optional.of(new IOException("no rights")));
  }
}
