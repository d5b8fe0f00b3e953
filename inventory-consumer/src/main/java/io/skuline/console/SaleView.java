package io.skuline.console;

import java.util.List;

/**
 * What the page of the sale shows.
 *
 * @param now the rates, averaged over the latest seconds, and the latest of the other values
 * @param totals what this instance has done since its start
 */
public record SaleView(TopBar top, Sample now, Totals totals, List<Concern> attention) {

  /**
   * @param inFlight events that are received and not answered yet
   */
  public record Totals(long received, long confirmed, long rejected, long parked, long inFlight) {}
}
