package io.skuline.deadletter;

import io.skuline.messaging.ReceiveLoop;
import java.util.List;
import java.util.function.Function;
import org.apache.rocketmq.client.apis.message.MessageView;

/** Moves dead letters from the broker into the database, before the broker forgets them. */
final class DeadLetterCollector implements ReceiveLoop.BatchHandler {

  private final Function<MessageView, DeadLetter> reader;
  private final DeadLetterStore store;

  DeadLetterCollector(Function<MessageView, DeadLetter> reader, DeadLetterStore store) {
    this.reader = reader;
    this.store = store;
  }

  @Override
  public ReceiveLoop.BatchTask begin(List<MessageView> messages) {
    return new ReceiveLoop.BatchTask() {
      @Override
      public void attempt() {
        messages.forEach(message -> store.put(reader.apply(message)));
      }

      @Override
      public void failed() {
        // The database is unavailable: the messages are kept and tried again.
      }

      @Override
      public void acknowledged(int refused) {
        // A refused message comes again and is recognised.
      }

      @Override
      public void dropped() {
        // The messages come again.
      }
    };
  }
}
