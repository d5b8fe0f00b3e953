package io.skuline.sim.admin;

/**
 * What an instance of the service says of itself at {@code /state}.
 *
 * @param phase OPEN, FENCED or REBUILDING
 * @param since an ISO instant
 * @param rebuild null if it does not rebuild
 */
public record ServiceState(
    String engine,
    String phase,
    long epoch,
    String reason,
    String since,
    Rebuild rebuild,
    long ledgerLagMillis) {

  /** How far it is. */
  public record Rebuild(long epoch, String step, long done, long total) {}

  public boolean open() {
    return "OPEN".equals(phase);
  }
}
