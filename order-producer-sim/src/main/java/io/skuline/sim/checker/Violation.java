package io.skuline.sim.checker;

/**
 * A broken rule.
 *
 * @param rule the rule
 * @param subject the order or the SKU
 * @param detail what was found, and what should have been found
 */
public record Violation(Rule rule, String subject, String detail) {

  /** The rules that are checked. */
  public enum Rule {
    /** Every published event has an answer. */
    ANSWERED("answered"),
    /** Every copy of an answer is the same. */
    ONE_ANSWER("one answer"),
    /** No answer without an event. */
    ASKED("asked"),
    /**
     * An answer fits its event and is possible: a confirmation has the summed lines of the order, a
     * rejection has a reason that fits.
     */
    ALL_OR_NOTHING("all or nothing"),
    /**
     * No more units come back than an order holds, a return counts once, and an order that was
     * cancelled before it arrived gets nothing.
     */
    RETURNS("returns"),
    /** A rejection reports the stock as it really was at the decision. */
    TRUE_REASON("true reason"),
    /** No SKU goes below zero. */
    NO_OVERSELL("no oversell"),
    /** The movements of a SKU are numbered without gaps or repeats. */
    SEQUENCE("sequence"),
    /** The opening stock, plus what came in, minus what went out, is the closing stock. */
    ADDS_UP("adds up");

    private final String label;

    Rule(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
