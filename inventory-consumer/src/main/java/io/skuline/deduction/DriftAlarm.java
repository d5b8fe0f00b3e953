package io.skuline.deduction;

/** Receives the report that decisions of an epoch do not agree with what is stored. */
@FunctionalInterface
public interface DriftAlarm {

  /** For an engine that decides in the place where the stock is stored. */
  DriftAlarm NONE = (sku, epoch, what) -> {};

  /**
   * Stops the sale of the SKU's partition in this epoch, for every instance. If another epoch is
   * open there by now, that one stays open. The same report may come more than once.
   *
   * @param what the contradiction in words, for the log and for operators
   */
  void raise(String sku, long epoch, String what);
}
