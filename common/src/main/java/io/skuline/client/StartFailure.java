package io.skuline.client;

import java.util.List;
import java.util.stream.Stream;
import org.apache.rocketmq.client.java.exception.NotFoundException;

/** Says in one sentence why a RocketMQ client did not start. */
final class StartFailure {

  private static final int MAX_CAUSES = 20;

  private StartFailure() {}

  static ConnectException ofPublisher(Exception failure, PublisherOptions options) {
    return new ConnectException(
        explain(causes(failure), options.endpoints(), options.topic()), failure);
  }

  static ConnectException ofSubscriber(Exception failure, SubscriberOptions options) {
    List<Throwable> causes = causes(failure);
    boolean noGroup =
        causes.stream().anyMatch(e -> String.valueOf(e.getMessage()).contains("group not found"));
    return new ConnectException(
        noGroup
            ? "RocketMQ at %s has no consumer group %s: create it first"
                .formatted(options.endpoints(), options.group())
            : explain(causes, options.endpoints(), options.topic()),
        failure);
  }

  private static String explain(List<Throwable> causes, String endpoints, String topic) {
    return causes.stream().anyMatch(NotFoundException.class::isInstance)
        ? "RocketMQ at %s has no topic %s: create it first".formatted(endpoints, topic)
        : "no RocketMQ proxy answers at %s: %s"
            .formatted(endpoints, causes.get(causes.size() - 1).getMessage());
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES).toList();
  }
}
