package io.skuline.setup;

import java.util.Map;

/** The topics and groups of one broker. */
interface BrokerTables {

  /** Returns the topics by their names. */
  Map<String, StoredTopic> topics();

  /** Returns the groups by their names. */
  Map<String, StoredGroup> groups();

  /** Creates a topic, or changes it. */
  void put(NeededTopic topic);

  /** Creates a group, or changes it. */
  void put(StoredGroup group);
}
