package io.skuline.client;

import io.skuline.access.BrokerAccess;
import java.time.Duration;
import java.util.Objects;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;

/** What both clients set alike. */
final class Settings {

  private Settings() {}

  static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }

  static void requirePositive(String name, Duration value) {
    if (Objects.requireNonNull(value, name).compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(name + " must be at least 1 ms, is " + value);
    }
  }

  /** One attempt: see {@link Startup}. */
  static ClientConfiguration configuration(
      String endpoints, Duration requestTimeout, BrokerAccess access) {
    ClientConfigurationBuilder configuration =
        ClientConfiguration.newBuilder()
            .setEndpoints(endpoints)
            .setRequestTimeout(requestTimeout)
            .setMaxStartupAttempts(1);
    access.apply(configuration);
    return configuration.build();
  }
}
