package io.skuline.client;

import io.skuline.access.BrokerAccess;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of an {@link OrderEventPublisher}.
 *
 * @param endpoints host:port of a RocketMQ proxy; several are separated by semicolons
 * @param source the publisher, as a CloudEvents source, for example {@code /shop/checkout}
 * @param topic a FIFO topic
 * @param maxInFlight events that may be on their way at once; {@code publish} waits with one more
 * @param requestTimeout the time limit of one attempt; a send makes up to three
 * @param access credentials and TLS
 * @param hotSkus where the publisher learns which SKUs are hot; without it every event waits in the
 *     queue of its SKU, which is right as well
 */
public record PublisherOptions(
    String endpoints,
    String source,
    String topic,
    int maxInFlight,
    Duration requestTimeout,
    BrokerAccess access,
    Optional<HotSkuSource> hotSkus) {

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
    Objects.requireNonNull(hotSkus, "hotSkus");
  }

  /** Makes options of a publisher that does not learn which SKUs are hot. */
  public PublisherOptions(
      String endpoints,
      String source,
      String topic,
      int maxInFlight,
      Duration requestTimeout,
      BrokerAccess access) {
    this(endpoints, source, topic, maxInFlight, requestTimeout, access, Optional.empty());
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
    return new PublisherOptions(
        endpoints, source, topic, maxInFlight, requestTimeout, access, hotSkus);
  }

  public PublisherOptions withMaxInFlight(int maxInFlight) {
    return new PublisherOptions(
        endpoints, source, topic, maxInFlight, requestTimeout, access, hotSkus);
  }

  public PublisherOptions withRequestTimeout(Duration requestTimeout) {
    return new PublisherOptions(
        endpoints, source, topic, maxInFlight, requestTimeout, access, hotSkus);
  }

  public PublisherOptions withAccess(BrokerAccess access) {
    return new PublisherOptions(
        endpoints, source, topic, maxInFlight, requestTimeout, access, hotSkus);
  }

  /**
   * Returns these options with a list of hot SKUs, which the publisher reads when it connects, and
   * every 5 seconds from then on.
   *
   * @param service the address of Skuline's service, for example {@code http://skuline:8080}
   */
  public PublisherOptions withHotSkus(URI service) {
    return withHotSkus(HotSkuSource.at(service));
  }

  /** Returns these options with a list of hot SKUs. */
  public PublisherOptions withHotSkus(HotSkuSource list) {
    return new PublisherOptions(
        endpoints, source, topic, maxInFlight, requestTimeout, access, Optional.of(list));
  }
}
