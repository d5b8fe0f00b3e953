package io.skuline.store;

/** Lets one instance at a time do something. */
public interface Leader {

  /** The work that only the leader does. */
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Runs the work if no other instance is doing it.
   *
   * @return false if another instance is doing it
   * @throws LockUnavailableException if the database cannot be asked
   */
  boolean runAlone(Work work) throws InterruptedException;
}
