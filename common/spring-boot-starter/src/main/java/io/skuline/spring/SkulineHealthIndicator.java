package io.skuline.spring;

import io.skuline.client.ClientObserver;
import io.skuline.client.Endpoints;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports whether a RocketMQ proxy takes connections, whether the last event was stored, and which
 * consumer groups receive results.
 */
final class SkulineHealthIndicator extends AbstractHealthIndicator {

  private static final int TIMEOUT_MILLIS = 1_000;

  private final String endpoints;
  private final ClientObserver observer;
  private final ListenerLifecycle listeners;

  SkulineHealthIndicator(String endpoints, ClientObserver observer, ListenerLifecycle listeners) {
    this.endpoints = endpoints;
    this.observer = observer;
    this.listeners = listeners;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Optional<String> unpublished =
        observer instanceof ObservedClient client ? client.lastFailure() : Optional.empty();
    Optional<String> unreachable = unreachable();
    health
        .status(unreachable.isEmpty() && unpublished.isEmpty() ? "UP" : "DOWN")
        .withDetail("endpoints", endpoints)
        .withDetail("groups", listeners.receiving());
    unreachable.ifPresent(why -> health.withDetail("unreachable", why));
    unpublished.ifPresent(why -> health.withDetail("lastEvent", why));
  }

  /** Returns why no proxy takes a connection; empty if one does. */
  private Optional<String> unreachable() {
    Optional<String> problem = Optional.of("there are no endpoints");
    for (InetSocketAddress address : Endpoints.addresses(endpoints)) {
      try (Socket socket = new Socket()) {
        socket.connect(address, TIMEOUT_MILLIS);
        return Optional.empty();
      } catch (IOException e) {
        problem = Optional.of("%s: %s".formatted(address, e.getMessage()));
      }
    }
    return problem;
  }
}
