package io.skuline.client;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Refusal;
import io.skuline.client.ConnectException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.java.exception.NotFoundException;

/**
 * Starts a RocketMQ client, or says in one sentence why it does not start. A failure that may pass
 * is tried again after a pause, for example of a broker that restarts or of a busy machine. A
 * missing topic or group, or a broker that refuses, is not tried again. (RocketMQ's own attempts
 * would hide the reason of the first one.)
 *
 * @param endpoints the addresses of the proxies
 * @param topic the topic that must exist
 * @param group the consumer group, if the client is a consumer
 * @param access credentials and TLS
 */
record ClientStarter(String endpoints, String topic, Optional<String> group, BrokerAccess access) {

  private static final int ATTEMPTS = 3;

  /** The first pause; the second one is twice as long. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final int MAX_CAUSES = 20;

  /** Builds a client and waits until it runs. */
  @FunctionalInterface
  interface Client<C> {
    C build() throws ClientException;
  }

  /** Waits before the next attempt. */
  @FunctionalInterface
  interface Pause {
    void await(Duration length) throws InterruptedException;
  }

  /**
   * Returns the running client.
   *
   * @throws ConnectException if it does not start, or if the thread is interrupted meanwhile
   */
  <C> C start(Client<C> client) {
    return start(client, length -> Thread.sleep(length.toMillis()));
  }

  <C> C start(Client<C> client, Pause pause) {
    for (int attempt = 1; ; attempt++) {
      try {
        access.check(endpoints);
        return client.build();
      } catch (ClientException | RuntimeException e) {
        List<Throwable> causes = causes(e);
        Optional<String> missing = missing(causes);
        if (missing.isPresent()) {
          throw new ConnectException(Reason.MISSING, missing.get(), e);
        }
        Optional<Refusal> refusal = access.refusal(endpoints, e);
        if (refusal.isPresent()) {
          throw refused(refusal.get(), e);
        }
        if (attempt == ATTEMPTS || isInterrupted(pause, FIRST_PAUSE.multipliedBy(attempt))) {
          throw access
              .explain(endpoints, e)
              .map(seen -> refused(seen, e))
              .orElseGet(() -> new ConnectException(Reason.UNREACHABLE, noAnswer(causes), e));
        }
      }
    }
  }

  private static ConnectException refused(Refusal refusal, Throwable cause) {
    Reason reason =
        switch (refusal.reason()) {
          case CREDENTIALS -> Reason.CREDENTIALS;
          case RIGHTS -> Reason.RIGHTS;
          case TLS -> Reason.TLS;
        };
    return new ConnectException(reason, refusal.message(), cause);
  }

  private static boolean isInterrupted(Pause pause, Duration length) {
    try {
      pause.await(length);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Optional<String> missing(List<Throwable> causes) {
    if (causes.stream().anyMatch(NotFoundException.class::isInstance)) {
      return Optional.of(
          "RocketMQ at %s has no topic %s: create it first".formatted(endpoints, topic));
    }
    return group
        .filter(name -> causes.stream().anyMatch(ClientStarter::isAboutTheGroup))
        .map(
            name ->
                "RocketMQ at %s has no consumer group %s: create it first"
                    .formatted(endpoints, name));
  }

  private String noAnswer(List<Throwable> causes) {
    String last = String.valueOf(causes.get(causes.size() - 1).getMessage());
    return "no RocketMQ proxy answers at %s: %s"
        .formatted(endpoints, Refusal.withoutFullStop(last));
  }

  private static boolean isAboutTheGroup(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("group not found");
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES).toList();
  }
}
