package io.skuline.ledger;

/** The barriers of the journal that the ledger of one shard has come to. */
interface Barriers {

  /** Notes that everything before the barrier in this message group is applied. */
  void passed(long epoch, String messageGroup);

  /** The latest barrier of a message group, 0 if none. */
  long latest(String messageGroup);

  /** In how many message groups the barrier of an epoch, or a later one, has come through. */
  int groupsPassed(long epoch);
}
