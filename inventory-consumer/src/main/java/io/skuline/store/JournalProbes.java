package io.skuline.store;

import java.util.Set;

/** The probes of the journal that the ledger of one shard has come to. */
public interface JournalProbes {

  /** Records that everything before the probe in this queue is applied. */
  void passed(String probe, String queue);

  /** Returns the queues that a probe has come through. */
  Set<String> queuesPassed(String probe);

  /** Forgets a probe that no caller waits for any more. */
  void forget(String probe);
}
