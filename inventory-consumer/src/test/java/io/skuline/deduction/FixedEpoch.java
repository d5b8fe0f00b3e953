package io.skuline.deduction;

import io.skuline.store.PartitionEpochs;

/** An epoch that never ends. */
public enum FixedEpoch implements StandingEpochs {
  ONE;

  @Override
  public PartitionEpochs epochs() {
    return PartitionEpochs.single(1);
  }

  @Override
  public void requireStanding(PartitionEpochs epochs) {
    // The epoch always stands.
  }
}
