package io.skuline.deduction;

import java.util.SortedSet;

/**
 * Events wait because the units that they want may be in buckets of their SKUs. They can be decided
 * when these units are at home again. Nothing else has to pass: who fetches the units decides the
 * batch anew.
 */
public final class LentUnitsException extends DeductionUnavailableException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // it is never serialized
  private final SortedSet<String> skus;

  public LentUnitsException(SortedSet<String> skus) {
    super("Units are lent to buckets of " + String.join(", ", skus));
    this.skus = skus;
  }

  /** Returns the SKUs whose units are to be fetched. */
  public SortedSet<String> skus() {
    return skus;
  }
}
