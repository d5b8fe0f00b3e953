package io.skuline.console;

import java.util.List;

/**
 * What the page of an order, or of an adjustment, shows.
 *
 * @param story everything that is known, the oldest first
 */
public record OrderView(String id, List<Pill> pills, List<StoryEvent> story, List<Line> lines) {

  /** A state in a word. */
  public record Pill(String tone, String icon, String word) {}

  /**
   * What an order has of a SKU.
   *
   * @param got units that were deducted for it
   * @param cameBack units of these that came back
   */
  public record Line(String sku, long got, long cameBack) {

    public long keeps() {
      return got - cameBack;
    }
  }

  /** Tells whether anything is known of such an order. */
  public boolean isKnown() {
    return !story.isEmpty();
  }
}
