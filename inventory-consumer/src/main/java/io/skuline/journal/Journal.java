package io.skuline.journal;

import io.skuline.messaging.MessageProducer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.apis.message.Message;

/**
 * Writes the journal. Entries of one queue are applied in the order in which the broker stored
 * them; that is what barriers rest on. A message group goes to one queue, as long as no queue is
 * added and no broker is away.
 */
public final class Journal {

  /** How many message groups there are: enough that all queues of the topic are used. */
  public static final int GROUPS = 16;

  private final MessageProducer producer;
  private final String topic;

  public Journal(MessageProducer producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Stores an entry and waits for it.
   *
   * @param group 0 to {@value #GROUPS} - 1
   * @throws io.skuline.messaging.BrokerUnavailableException if it may not be stored
   */
  public void append(int group, JournalEntry entry) {
    append(groupName(group), entry);
  }

  /**
   * Stores an entry by a message group of any name, and waits for it.
   *
   * @throws io.skuline.messaging.BrokerUnavailableException if it may not be stored
   */
  public void append(String messageGroup, JournalEntry entry) {
    Message message =
        producer
            .newMessage()
            .setTopic(topic)
            .setMessageGroup(messageGroup)
            .setBody(JournalCodec.encode(entry))
            .build();
    producer.send(message);
  }

  /** The names of all message groups at the broker. */
  public static List<String> groupNames() {
    return IntStream.range(0, GROUPS).mapToObj(Journal::groupName).toList();
  }

  /** The message group's name at the broker. */
  public static String groupName(int group) {
    return "journal-" + group;
  }
}
