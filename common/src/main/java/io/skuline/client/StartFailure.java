package io.skuline.client;

import java.util.stream.Stream;
import org.apache.rocketmq.client.java.exception.NotFoundException;

/** Says in one sentence why a RocketMQ client did not start. */
final class StartFailure {

  private StartFailure() {}

  static ConnectException explain(Exception failure, String endpoints, String topic) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    boolean noTopic =
        Stream.iterate((Throwable) failure, e -> e != null, Throwable::getCause)
            .limit(20)
            .anyMatch(NotFoundException.class::isInstance);
    String message =
        noTopic
            ? "RocketMQ at %s has no topic %s: create it first".formatted(endpoints, topic)
            : "no RocketMQ proxy answers at %s: %s".formatted(endpoints, root.getMessage());
    return new ConnectException(message, failure);
  }
}
