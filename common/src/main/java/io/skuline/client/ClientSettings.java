package io.skuline.client;

import io.skuline.access.BrokerAccess;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;

/** Settings that both clients have in common. */
final class ClientSettings {

  static final int MAX_TOPIC_LENGTH = 127;
  static final int MAX_GROUP_LENGTH = 255;

  private static final Pattern NAME = Pattern.compile("[%a-zA-Z0-9_-]+");

  private ClientSettings() {}

  static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }

  /** Checks the name of a topic or a group by RocketMQ's rules. */
  static void requireName(String name, String value, int maxLength) {
    requireText(name, value);
    if (value.length() > maxLength || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must have 1 to %d of A-Z a-z 0-9 _ - %%, is \"%s\""
              .formatted(name, maxLength, value));
    }
  }

  static void requirePositive(String name, Duration value) {
    if (Objects.requireNonNull(value, name).compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(name + " must be at least 1 ms, is " + value);
    }
  }

  /** Returns the configuration of a client that tries once: see {@link ClientStarter}. */
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
