package io.skuline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the sale shows.
 *
 * @param now the rates, averaged over the latest seconds, and the latest of the other values
 * @param totals what the instance has done since its start, or all of them together
 * @param which the instance, or {@link Fleet#ALL}
 * @param instances all that are known
 */
public record SaleView(
    TopBar top,
    Sample now,
    Totals totals,
    List<Concern> attention,
    String which,
    List<Fleet.Instance> instances) {

  /**
   * @param inFlight events that are received and not answered yet
   */
  public record Totals(long received, long confirmed, long rejected, long parked, long inFlight) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    static Totals of(SaleMeters meters) {
      SaleMeters.Totals totals = meters.totals();
      return new Totals(
          Math.round(totals.received()),
          Math.round(totals.confirmed()),
          Math.round(totals.rejected()),
          Math.round(totals.parked()),
          Math.round(meters.gauge("skuline.events.in.flight")));
    }

    Totals plus(Totals other) {
      return new Totals(
          received + other.received,
          confirmed + other.confirmed,
          rejected + other.rejected,
          parked + other.parked,
          inFlight + other.inFlight);
    }
  }

  /** Tells whether all instances are shown together. */
  public boolean isTogether() {
    return which.equals(Fleet.ALL);
  }

  /** Says whose sale it is, before a comma. */
  public String whose() {
    if (isTogether()) {
      long there = instances.stream().filter(each -> !each.gone()).count();
      return there == 1 ? "1 instance" : there + " instances together";
    }
    return instances.size() == 1 ? "this instance" : which;
  }

  /** Returns the value of {@code aria-current} of a selection. */
  public @Nullable String current(String selection) {
    return which.equals(selection) ? "page" : null;
  }
}
