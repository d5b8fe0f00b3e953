package io.skuline.ledger;

/** The probes of the journal that the ledger of one shard has come to. */
interface Probes {

  /** Notes that everything before the probe in this message group is applied. */
  void passed(String probe, String messageGroup);

  /** In how many message groups a probe has come through; one that came twice counts once. */
  int groupsPassed(String probe);

  /** Nobody waits for the probe any more. */
  void forget(String probe);
}
