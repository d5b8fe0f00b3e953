package io.skuline.tracing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Continues the traces of messages through the batch in which they are processed. It begins no
 * trace of its own: a batch is traced if one of its messages is.
 */
public interface Traces {

  /** Traces nothing, and looks at no message. */
  Traces OFF =
      new Traces() {
        @Override
        public <T> Batch deciding(List<T> events, Function<T, MessageView> message) {
          return Batch.UNTRACED;
        }

        @Override
        public Batch storing(List<MessageView> entries) {
          return Batch.UNTRACED;
        }
      };

  /**
   * Begins to decide a batch of order events.
   *
   * @param message the message of an event
   */
  <T> Batch deciding(List<T> events, Function<T, MessageView> message);

  /** Begins to store entries of the journal that were received together. */
  Batch storing(List<MessageView> entries);

  /** The work on a batch, in the traces of its messages. */
  interface Batch {

    /** A batch of which no message is traced. */
    Batch UNTRACED =
        new Batch() {
          @Override
          public Map<String, String> properties() {
            return Map.of();
          }

          @Override
          public Map<String, String> properties(int message) {
            return Map.of();
          }

          @Override
          public void ended(Optional<Throwable> failure) {
            // Nothing was begun.
          }
        };

    /** Returns what a message gets that carries the whole batch further. */
    Map<String, String> properties();

    /** Returns what the answer to one of the messages gets. */
    Map<String, String> properties(int message);

    /** Called once, when the work is done or has failed. */
    void ended(Optional<Throwable> failure);
  }
}
