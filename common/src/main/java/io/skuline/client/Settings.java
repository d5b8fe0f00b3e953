package io.skuline.client;

import java.time.Duration;
import org.apache.rocketmq.client.apis.ClientConfiguration;

/** What both clients set alike. */
final class Settings {

  private Settings() {}

  static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }

  /** No TLS: a proxy inside one network is what this is for. One attempt: see {@link Startup}. */
  static ClientConfiguration configuration(String endpoints, Duration requestTimeout) {
    return ClientConfiguration.newBuilder()
        .setEndpoints(endpoints)
        .setRequestTimeout(requestTimeout)
        .setMaxStartupAttempts(1)
        .enableSsl(false)
        .build();
  }
}
