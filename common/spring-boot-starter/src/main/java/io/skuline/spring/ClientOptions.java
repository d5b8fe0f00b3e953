package io.skuline.spring;

import io.skuline.client.PublisherOptions;
import io.skuline.client.SubscriberOptions;
import io.skuline.wire.ResultType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings as options of the client.
 *
 * @param properties the settings
 * @param endpoints where RocketMQ's proxy is, which a container may know better than the settings
 * @param application the name of the application; empty if it has none
 */
record ClientOptions(SkulineClientProperties properties, String endpoints, String application) {

  PublisherOptions publisher() {
    SkulineClientProperties.Publisher publisher = properties.publisher();
    String source = orApplication("publisher.source", publisher.source(), name -> "/" + name);
    return new PublisherOptions(
        endpoints,
        source,
        publisher.topic(),
        publisher.maxInFlight(),
        properties.requestTimeout(),
        properties.access(),
        publisher.hotSkuSource());
  }

  /**
   * Returns the options of one consumer group.
   *
   * @param group its name; empty for the group of the settings
   */
  SubscriberOptions subscriber(String group, Set<ResultType> types) {
    SkulineClientProperties.Listener listener = properties.listener();
    return new SubscriberOptions(
        endpoints,
        group.isBlank() ? orApplication("listener.group", listener.group(), name -> name) : group,
        listener.topic(),
        types,
        listener.threads(),
        properties.requestTimeout(),
        properties.access());
  }

  private String orApplication(
      String setting, @Nullable String value, Function<String, String> named) {
    return Optional.ofNullable(value)
        .filter(text -> !text.isBlank())
        .or(() -> Optional.of(application).filter(name -> !name.isBlank()).map(named))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s.%s is missing, and so is spring.application.name: set one of them"
                        .formatted(SkulineClientProperties.PREFIX, setting)));
  }
}
