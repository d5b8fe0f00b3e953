package io.skuline.access;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.rocketmq.client.java.exception.ForbiddenException;
import org.apache.rocketmq.client.java.exception.UnauthorizedException;
import org.apache.rocketmq.shaded.io.grpc.Status;

/**
 * The reason why a broker refuses a client.
 *
 * @param reason what must be corrected
 * @param message one sentence, without the full stop
 */
public record Refusal(Reason reason, String message) {

  /** The thing that must be corrected. */
  public enum Reason {
    /** The broker does not know the user, or requires one, or the secret is wrong. */
    CREDENTIALS,
    /** The broker knows the user, but the user has no right to do this. */
    RIGHTS,
    /** One side speaks TLS and the other does not, or the certificate is not to be trusted. */
    TLS
  }

  private static final int MAX_CAUSES = 20;

  public Refusal {
    message = withoutFullStop(message);
  }

  /**
   * Returns a text that another sentence can follow. Some messages of RocketMQ and of TLS end in a
   * full stop, and others do not.
   */
  public static String withoutFullStop(String text) {
    return text.replaceFirst("[.\\s]+$", "");
  }

  /** Returns the refusal that the broker has answered, or that a check has found. */
  static Optional<Refusal> reported(
      Optional<Credentials> credentials, String endpoints, Throwable failure) {
    for (Throwable cause : causes(failure)) {
      if (cause instanceof UntrustedException) {
        return Optional.of(new Refusal(Reason.TLS, cause.getMessage()));
      }
      if (cause instanceof UnauthorizedException || cause instanceof ForbiddenException) {
        return Optional.of(refused(credentials, endpoints, cause));
      }
    }
    return Optional.empty();
  }

  private static Refusal refused(
      Optional<Credentials> credentials, String endpoints, Throwable cause) {
    // The server's message follows the number of the request and of the error.
    String words = String.valueOf(cause.getMessage()).replaceFirst("^\\[[^\\]]*\\]\\s*", "");
    if (credentials.isEmpty()) {
      return new Refusal(
          Reason.CREDENTIALS,
          "RocketMQ at %s wants credentials, and there are none".formatted(endpoints));
    }
    String user = credentials.get().toString();
    // The broker has one error for wrong credentials and for missing rights.
    return cause instanceof ForbiddenException || words.contains("permission")
        ? new Refusal(
            Reason.RIGHTS,
            "RocketMQ at %s does not allow this to the %s: %s".formatted(endpoints, user, words))
        : new Refusal(
            Reason.CREDENTIALS,
            "RocketMQ at %s does not accept the %s with this secret key: %s"
                .formatted(endpoints, user, words));
  }

  /**
   * Returns the refusal that a connection to the endpoints shows, or that a missing answer means.
   */
  static Optional<Refusal> seen(
      Optional<Credentials> credentials, boolean tls, String endpoints, Throwable failure) {
    boolean unanswered = causes(failure).stream().anyMatch(CancellationException.class::isInstance);
    if (unanswered && credentials.isPresent()) {
      // The client ends like this when it waits in vain for an answer to the settings that it sends
      // after the route is found. The proxy refuses them in a way that the client does not read.
      return Optional.of(
          new Refusal(
              Reason.RIGHTS,
              "RocketMQ at %s knows the topic, but does not let the %s go on; it may lack the right (Pub"
                      .formatted(endpoints, credentials.get())
                  + " to publish, Sub on topic and group to receive)"));
    }
    if (Status.fromThrowable(failure).getCode() != Status.Code.UNAVAILABLE) {
      return Optional.empty();
    }
    return new TlsLook(endpoints)
        .speaksTls()
        .filter(there -> there != tls)
        .map(
            there ->
                new Refusal(
                    Reason.TLS,
                    there
                        ? "RocketMQ at %s speaks TLS, which is off here".formatted(endpoints)
                        : "no TLS is spoken at %s, but it is on here".formatted(endpoints)));
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES).toList();
  }
}
