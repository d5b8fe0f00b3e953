package io.skuline.setup;

import java.util.HashMap;
import java.util.Map;

/** A broker that keeps its topics and groups in memory. */
final class BrokerInMemory implements BrokerTables {
  private final Map<String, StoredTopic> topics = new HashMap<>();
  private final Map<String, StoredGroup> groups = new HashMap<>();
  private int changes;

  @Override
  public Map<String, StoredTopic> topics() {
    return Map.copyOf(topics);
  }

  @Override
  public Map<String, StoredGroup> groups() {
    return Map.copyOf(groups);
  }

  @Override
  public void put(NeededTopic topic) {
    put(topic.name(), new StoredTopic(topic.type().name(), topic.queues(), true, true));
    changes++;
  }

  void put(String name, StoredTopic topic) {
    topics.put(name, topic);
  }

  @Override
  public void put(StoredGroup group) {
    groups.put(group.name(), group);
    changes++;
  }

  int changes() {
    return changes;
  }
}
