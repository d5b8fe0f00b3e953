package io.skuline.ledger;

import java.util.Map;

/** The barriers of the journal that the ledger of one shard has come to. */
interface Barriers {

  /** Notes that everything before the barrier in this message group is applied. */
  void passed(long epoch, String messageGroup);

  /** The latest barrier of a message group, 0 if none. */
  long latest(String messageGroup);

  /** In how many message groups the barrier of an epoch, or a later one, has come through. */
  int groupsPassed(long epoch);

  /** How many barriers have come through, by message group; one that is applied twice counts. */
  Map<String, Long> passes();
}
