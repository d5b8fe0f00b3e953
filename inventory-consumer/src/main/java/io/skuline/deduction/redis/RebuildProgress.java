package io.skuline.deduction.redis;

/**
 * How far a rebuild is.
 *
 * @param epoch the epoch that the rebuild will open
 * @param step the current step
 * @param done how much of the step is done
 * @param total how much the step has to do; 0 if not known
 */
public record RebuildProgress(long epoch, Step step, long done, long total) {

  /** The steps, in their order. */
  public enum Step {
    /**
     * Waits until the database has everything that was published; counts the journal's message
     * groups.
     */
    LEDGER,
    /** Copies from the database to Redis; counts SKUs. */
    COPY
  }
}
