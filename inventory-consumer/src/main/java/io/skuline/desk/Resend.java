package io.skuline.desk;

import io.skuline.broker.Broker;
import io.skuline.deadletter.Replay;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.java.exception.BadRequestException;
import org.apache.rocketmq.client.java.exception.ForbiddenException;
import org.apache.rocketmq.client.java.exception.NotFoundException;
import org.apache.rocketmq.client.java.exception.PayloadTooLargeException;
import org.apache.rocketmq.client.java.exception.RequestHeaderFieldsTooLargeException;
import org.apache.rocketmq.client.java.exception.UnauthorizedException;

/**
 * Sends a letter where it belongs: key, tag, message group and properties as they were, and the
 * mark of a replay.
 */
final class Resend implements LetterSender {

  private final Broker broker;
  private final Letters letters;
  private final Acceptance acceptance;

  Resend(Broker broker, Letters letters, Acceptance acceptance) {
    this.broker = broker;
    this.letters = letters;
    this.acceptance = acceptance;
  }

  @Override
  public CompletableFuture<Optional<String>> send(ReplayQueue.Next letter, int number) {
    Letters.Content content = letters.content(letter.id());
    Optional<String> flaw = acceptance.flaw(letter.topic(), content.current());
    if (flaw.isPresent()) {
      return CompletableFuture.completedFuture(flaw);
    }
    try {
      return broker
          .sendAsync(message(letter, content, number).build())
          .handle((stored, e) -> e == null ? Optional.empty() : refusal(e));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(Optional.of("cannot be sent: " + e.getMessage()));
    }
  }

  private static Optional<String> refusal(Throwable e) {
    Throwable failure = e instanceof CompletionException ? e.getCause() : e;
    if (isFinal(failure.getCause())) {
      return Optional.of("cannot be sent: " + failure.getCause().getMessage());
    }
    throw new CompletionException(failure);
  }

  private MessageBuilder message(ReplayQueue.Next letter, Letters.Content content, int number) {
    Headers headers = content.headers();
    MessageBuilder builder =
        broker.newMessage().setTopic(letter.topic()).setBody(content.current());
    if (headers.tag() != null) {
      builder.setTag(headers.tag());
    }
    if (!headers.keys().isEmpty()) {
      builder.setKeys(headers.keys().toArray(String[]::new));
    }
    if (letter.group() != null) {
      builder.setMessageGroup(letter.group());
    }
    headers.properties().forEach(builder::addProperty);
    new Replay(letter.key(), number).properties().forEach(builder::addProperty);
    return builder;
  }

  /** Whether the broker will never take it, rather than not now. */
  private static boolean isFinal(Throwable cause) {
    return cause instanceof IllegalArgumentException
        || cause instanceof BadRequestException
        || cause instanceof NotFoundException
        || cause instanceof ForbiddenException
        || cause instanceof UnauthorizedException
        || cause instanceof PayloadTooLargeException
        || cause instanceof RequestHeaderFieldsTooLargeException;
  }
}
