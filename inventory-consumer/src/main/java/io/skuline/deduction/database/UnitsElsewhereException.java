package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OperationId;
import java.util.Map;
import java.util.Set;

/**
 * An event cannot be decided over the rows that its batch has chosen. It says what is to be done
 * before the batch is decided again; nothing of it is stored.
 */
final class UnitsElsewhereException extends DeductionUnavailableException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // it is never serialized
  private final OperationId event;

  @SuppressWarnings("serial")
  private final Set<String> atBase;

  @SuppressWarnings("serial")
  private final Set<String> toCollect;

  @SuppressWarnings("serial")
  private final Map<String, Integer> toMark;

  private UnitsElsewhereException(
      OperationId event,
      Set<String> atBase,
      Set<String> toCollect,
      Map<String, Integer> toMark,
      String what) {
    super(what);
    this.event = event;
    this.atBase = atBase;
    this.toCollect = toCollect;
    this.toMark = toMark;
  }

  /** The chosen rows of these SKUs have too little: their bases decide. */
  static UnitsElsewhereException atBase(OperationId event, Set<String> skus) {
    return new UnitsElsewhereException(
        event, skus, Set.of(), Map.of(), "Too little in the chosen rows of " + skus);
  }

  /** The bases of these SKUs have too little, but other rows may have some. */
  static UnitsElsewhereException inOtherRows(OperationId event, Set<String> skus) {
    return new UnitsElsewhereException(
        event, Set.of(), skus, Map.of(), "Units are in other rows of " + skus);
  }

  /** Units would come back to rows that their base does not know of. */
  static UnitsElsewhereException unknownToBase(OperationId event, Map<String, Integer> rows) {
    return new UnitsElsewhereException(
        event, Set.of(), Set.of(), rows, "Units would come back to rows unknown to " + rows);
  }

  OperationId event() {
    return event;
  }

  /** Returns the SKUs whose new orders take their units from the base from now on. */
  Set<String> atBase() {
    return atBase;
  }

  /** Returns the SKUs whose units are to be collected in the base first. */
  Set<String> toCollect() {
    return toCollect;
  }

  /** Returns over how many rows the units of a SKU may lie, which its base is to say first. */
  Map<String, Integer> toMark() {
    return toMark;
  }
}
