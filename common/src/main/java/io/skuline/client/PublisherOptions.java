package io.skuline.client;

import java.time.Duration;

/**
 * How an {@link OrderEventPublisher} sends.
 *
 * @param endpoints host:port of a RocketMQ proxy; several are separated by semicolons
 * @param source who publishes, as a CloudEvents source, for example {@code /shop/checkout}
 * @param topic a FIFO topic
 * @param maxInFlight events that may be on their way at once; one more and {@code publish} waits
 * @param requestTimeout of one attempt; a send makes up to three
 */
public record PublisherOptions(
    String endpoints, String source, String topic, int maxInFlight, Duration requestTimeout) {

  public static final String DEFAULT_TOPIC = "order-events";
  public static final int DEFAULT_MAX_IN_FLIGHT = 1024;
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(3);

  public PublisherOptions {
    Settings.requireText("endpoints", endpoints);
    Settings.requireText("source", source);
    Settings.requireText("topic", topic);
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1, is " + maxInFlight);
    }
    Settings.requirePositive("requestTimeout", requestTimeout);
  }

  /** The usual options. */
  public static PublisherOptions of(String endpoints, String source) {
    return new PublisherOptions(
        endpoints, source, DEFAULT_TOPIC, DEFAULT_MAX_IN_FLIGHT, DEFAULT_REQUEST_TIMEOUT);
  }

  public PublisherOptions withTopic(String topic) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout);
  }

  public PublisherOptions withMaxInFlight(int maxInFlight) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout);
  }

  public PublisherOptions withRequestTimeout(Duration requestTimeout) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout);
  }
}
