package io.skuline.store;

/** The epochs that the database knows of. Every method throws if it cannot be asked. */
public interface Epochs {

  /** The latest one. */
  Epoch current();

  /**
   * Begins an epoch; its number is never used again, whatever becomes of it.
   *
   * @param before the latest epoch, as it was read: if another has begun since, this fails
   */
  void begin(Epoch before, long number);

  /** Notes that its rebuild was completed. Fails if another epoch has begun since. */
  void open(Epoch epoch);

  /** Notes that an epoch is to be rebuilt; nothing if another has begun since. */
  void close(long number);
}
