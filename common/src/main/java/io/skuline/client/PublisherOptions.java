package io.skuline.client;

import io.skuline.access.BrokerAccess;
import java.time.Duration;
import java.util.Objects;

/**
 * The options of an {@link OrderEventPublisher}.
 *
 * @param endpoints host:port of a RocketMQ proxy; several are separated by semicolons
 * @param source the publisher, as a CloudEvents source, for example {@code /shop/checkout}
 * @param topic a FIFO topic
 * @param maxInFlight events that may be on their way at once; {@code publish} waits with one more
 * @param requestTimeout the time limit of one attempt; a send makes up to three
 * @param access credentials and TLS
 */
public record PublisherOptions(
    String endpoints,
    String source,
    String topic,
    int maxInFlight,
    Duration requestTimeout,
    BrokerAccess access) {

  public static final String DEFAULT_TOPIC = "order-events";
  public static final int DEFAULT_MAX_IN_FLIGHT = 1024;
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(3);

  public PublisherOptions {
    ClientSettings.requireText("endpoints", endpoints);
    Endpoints.require(endpoints);
    ClientSettings.requireText("source", source);
    ClientSettings.requireName("topic", topic, ClientSettings.MAX_TOPIC_LENGTH);
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1, is " + maxInFlight);
    }
    ClientSettings.requirePositive("requestTimeout", requestTimeout);
    Objects.requireNonNull(access, "access");
  }

  /** Returns the usual options: no credentials, no TLS. */
  public static PublisherOptions of(String endpoints, String source) {
    return new PublisherOptions(
        endpoints,
        source,
        DEFAULT_TOPIC,
        DEFAULT_MAX_IN_FLIGHT,
        DEFAULT_REQUEST_TIMEOUT,
        BrokerAccess.open());
  }

  public PublisherOptions withTopic(String topic) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout, access);
  }

  public PublisherOptions withMaxInFlight(int maxInFlight) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout, access);
  }

  public PublisherOptions withRequestTimeout(Duration requestTimeout) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout, access);
  }

  public PublisherOptions withAccess(BrokerAccess access) {
    return new PublisherOptions(endpoints, source, topic, maxInFlight, requestTimeout, access);
  }
}
