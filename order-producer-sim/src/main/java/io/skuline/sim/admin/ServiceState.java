package io.skuline.sim.admin;

/**
 * The state of an instance of the service, as {@code /state} reports it.
 *
 * @param phase OPEN, FENCED or REBUILDING
 * @param since an ISO instant
 * @param rebuild the progress of a rebuild; null if there is none
 */
public record ServiceState(
    String engine,
    String phase,
    long epoch,
    String reason,
    String since,
    Rebuild rebuild,
    long ledgerLagMillis) {

  /** The progress of a rebuild. */
  public record Rebuild(long epoch, String step, long done, long total) {}

  public boolean open() {
    return "OPEN".equals(phase);
  }
}
