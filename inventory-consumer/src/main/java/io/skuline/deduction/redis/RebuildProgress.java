package io.skuline.deduction.redis;

/**
 * How far a rebuild is.
 *
 * @param epoch the epoch that it will open
 * @param step what it is at
 * @param done of the step
 * @param total of the step, 0 if not known
 */
public record RebuildProgress(long epoch, Step step, long done, long total) {

  /** In this order. */
  public enum Step {
    /** Until the database has everything that anybody was told; counts the journal's groups. */
    LEDGER,
    /** From the database to Redis; counts SKUs. */
    COPY
  }
}
