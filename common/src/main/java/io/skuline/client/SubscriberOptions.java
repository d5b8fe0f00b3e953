package io.skuline.client;

import io.skuline.access.BrokerAccess;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * The options of a {@link ResultSubscriber}.
 *
 * @param endpoints host:port of a RocketMQ proxy; several are separated by semicolons
 * @param group the consumer group, which must exist. Its members share the results, and each group
 *     gets all of them. All members must have the same topic and types.
 * @param topic the topic of the results
 * @param types the types to receive, filtered by the broker; an empty set means all
 * @param threads the number of threads that call the listener
 * @param requestTimeout the time limit of one request
 * @param access credentials and TLS
 */
public record SubscriberOptions(
    String endpoints,
    String group,
    String topic,
    Set<ResultType> types,
    int threads,
    Duration requestTimeout,
    BrokerAccess access) {

  public static final String DEFAULT_TOPIC = "stock-results";
  public static final int DEFAULT_THREADS = 8;
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(3);

  public SubscriberOptions {
    ClientSettings.requireText("endpoints", endpoints);
    Endpoints.require(endpoints);
    ClientSettings.requireName("group", group, ClientSettings.MAX_GROUP_LENGTH);
    ClientSettings.requireName("topic", topic, ClientSettings.MAX_TOPIC_LENGTH);
    types = Set.copyOf(types);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, is " + threads);
    }
    ClientSettings.requirePositive("requestTimeout", requestTimeout);
    Objects.requireNonNull(access, "access");
  }

  /**
   * Returns the usual options: every result, {@value #DEFAULT_THREADS} threads, no credentials, no
   * TLS.
   */
  public static SubscriberOptions of(String endpoints, String group) {
    return new SubscriberOptions(
        endpoints,
        group,
        DEFAULT_TOPIC,
        Set.of(),
        DEFAULT_THREADS,
        DEFAULT_REQUEST_TIMEOUT,
        BrokerAccess.open());
  }

  public SubscriberOptions withTopic(String topic) {
    return new SubscriberOptions(endpoints, group, topic, types, threads, requestTimeout, access);
  }

  public SubscriberOptions withTypes(ResultType... types) {
    return new SubscriberOptions(
        endpoints, group, topic, Set.of(types), threads, requestTimeout, access);
  }

  public SubscriberOptions withThreads(int threads) {
    return new SubscriberOptions(endpoints, group, topic, types, threads, requestTimeout, access);
  }

  public SubscriberOptions withRequestTimeout(Duration requestTimeout) {
    return new SubscriberOptions(endpoints, group, topic, types, threads, requestTimeout, access);
  }

  public SubscriberOptions withAccess(BrokerAccess access) {
    return new SubscriberOptions(endpoints, group, topic, types, threads, requestTimeout, access);
  }
}
