package io.skuline.sim.checker;

/**
 * Something that must not be.
 *
 * @param rule which rule is broken
 * @param subject the order or the SKU
 * @param detail what was found, and what should have been
 */
public record Violation(Rule rule, String subject, String detail) {

  /** The rules that the books check. */
  public enum Rule {
    /** Every published event has an answer. */
    ANSWERED("answered"),
    /** Every copy of an answer is the same. */
    ONE_ANSWER("one answer"),
    /** No answer without an event. */
    ASKED("asked"),
    /**
     * An answer is about what was asked, and one that there can be: a confirmation has the order's
     * summed lines, a rejection a reason that fits.
     */
    ALL_OR_NOTHING("all or nothing"),
    /**
     * No more comes back than an order holds, a return counts once, and an order that was cancelled
     * before it came gets nothing.
     */
    RETURNS("returns"),
    /** A rejection says what stock really was when it fell. */
    TRUE_REASON("true reason"),
    /** No SKU goes below zero. */
    NO_OVERSELL("no oversell"),
    /** The movements of a SKU are numbered without gaps or repeats. */
    SEQUENCE("sequence"),
    /** What was there, came in and went out is what is left. */
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
