package io.skuline.store;

/** The epochs that the database knows of. Every method throws if the database cannot be asked. */
public interface Epochs {

  /** Returns the latest epoch. */
  Epoch current();

  /**
   * Begins an epoch. Its number is never used again, whatever becomes of the epoch.
   *
   * @param before the latest epoch, as it was read: if another epoch has begun since, this fails
   * @param partitions the number of partitions that are there until the epoch is opened
   */
  void begin(Epoch before, long number, int partitions);

  /** Records that the epoch's rebuild was completed. It fails if another epoch has begun since. */
  void open(Epoch epoch);

  /** Records that an epoch is to be rebuilt. It does nothing if another epoch has begun since. */
  void close(long number);
}
