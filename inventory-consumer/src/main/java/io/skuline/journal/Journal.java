package io.skuline.journal;

import io.skuline.messaging.MessageProducer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.apis.message.MessageBuilder;

/**
 * Writes the journal. Entries of one queue are applied in the order in which the broker stored
 * them; barriers rely on that. A message group goes to one queue, as long as no queue is added and
 * no broker is unavailable.
 */
public final class Journal {

  /** The number of message groups; it is large enough that all queues of the topic are used. */
  public static final int GROUPS = 16;

  private final MessageProducer producer;
  private final String topic;

  public Journal(MessageProducer producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Sends an entry and waits until the broker has stored it.
   *
   * @param messageGroup one of {@link #groupNames()}, or any other name
   * @throws io.skuline.messaging.BrokerUnavailableException if the entry may not be stored
   */
  public void append(String messageGroup, JournalEntry entry) {
    append(messageGroup, entry, Map.of());
  }

  /**
   * Sends an entry like {@link #append(String, JournalEntry)}.
   *
   * @param properties what the message gets, for example the context of a trace
   */
  public void append(String messageGroup, JournalEntry entry, Map<String, String> properties) {
    MessageBuilder message =
        producer
            .newMessage()
            .setTopic(topic)
            .setMessageGroup(messageGroup)
            .setBody(JournalCodec.encode(entry));
    properties.forEach(message::addProperty);
    producer.send(message.build());
  }

  /** Returns the names of all message groups at the broker. */
  public static List<String> groupNames() {
    return IntStream.range(0, GROUPS).mapToObj(Journal::groupName).toList();
  }

  /**
   * Returns the name of a message group at the broker.
   *
   * @param group 0 to {@value #GROUPS} - 1
   */
  public static String groupName(int group) {
    return "journal-" + group;
  }
}
