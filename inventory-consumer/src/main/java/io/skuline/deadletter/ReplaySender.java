package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import io.skuline.messaging.MessageProducer;
import io.skuline.messaging.MessageRefusedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;

/**
 * Sends a dead letter to the topic to which it belongs: key, tag, message group and properties as
 * they were, and the mark of a replay.
 */
record ReplaySender(MessageProducer producer, DeadLetterReader deadLetters, ReplayCheck check)
    implements DeadLetterSender {

  @Override
  public Ready prepare(Next letter, int number) {
    DeadLetterReader.Content content = deadLetters.content(letter.id());
    Optional<String> flaw = check.flaw(letter.topic(), content.current());
    if (flaw.isPresent()) {
      return Ready.refused(letter, flaw.get());
    }
    try {
      Message message = message(letter, content, number).build();
      return new Ready(letter, Optional.empty(), content.current().length, () -> send(message));
    } catch (IllegalArgumentException e) {
      return Ready.refused(letter, "cannot be sent: " + e.getMessage());
    }
  }

  private CompletableFuture<Optional<String>> send(Message message) {
    return producer
        .sendAsync(message)
        .handle((stored, e) -> e == null ? Optional.empty() : Optional.of(refusal(e)));
  }

  private static String refusal(Throwable e) {
    Throwable failure = e instanceof CompletionException ? e.getCause() : e;
    if (failure instanceof MessageRefusedException) {
      return "cannot be sent: " + failure.getCause().getMessage();
    }
    throw new CompletionException(failure);
  }

  private MessageBuilder message(Next letter, DeadLetterReader.Content content, int number) {
    MessageHeaders headers = content.headers();
    MessageBuilder builder =
        producer.newMessage().setTopic(letter.topic()).setBody(content.current());
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
    new Replay(letter.key(), number).properties(content.current()).forEach(builder::addProperty);
    return builder;
  }
}
