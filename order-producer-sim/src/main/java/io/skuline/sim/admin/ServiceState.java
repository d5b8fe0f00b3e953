package io.skuline.sim.admin;

import java.util.List;

/**
 * The state of an instance of the service, as {@code /state} reports it.
 *
 * @param phase OPEN, PARTLY_OPEN, FENCED or REBUILDING
 * @param since an ISO instant
 * @param rebuild the progress of a rebuild; null if there is none
 * @param partitions the state of each partition; none if the stock is not divided
 */
public record ServiceState(
    String engine,
    String phase,
    long epoch,
    String reason,
    String since,
    Rebuild rebuild,
    List<Partition> partitions,
    long ledgerLagMillis) {

  /** Older services do not report partitions. */
  public ServiceState {
    partitions = partitions == null ? List.of() : List.copyOf(partitions);
  }

  /** The state of a partition of the stock. */
  public record Partition(
      int number, String phase, long epoch, String reason, String since, Rebuild rebuild) {

    public boolean open() {
      return "OPEN".equals(phase);
    }
  }

  /** The progress of a rebuild. */
  public record Rebuild(long epoch, String step, long done, long total) {}

  public boolean open() {
    return "OPEN".equals(phase);
  }
}
