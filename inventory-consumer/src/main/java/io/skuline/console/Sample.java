package io.skuline.console;

/**
 * What one second of the sale was like at this instance. A value that was not measured is NaN.
 *
 * @param second the second, since 1970
 * @param received events received a second; the others likewise
 * @param p50Millis the median time from the receipt of events to their published results
 * @param p99Millis the time within which 99 of 100 results were published
 * @param lagSeconds how far the ledger is behind
 * @param open whether anything is sold
 */
public record Sample(
    long second,
    double received,
    double confirmed,
    double rejected,
    double parked,
    double p50Millis,
    double p99Millis,
    double lagSeconds,
    boolean open) {

  /** Nothing is known of a second. */
  static Sample unknown(long second) {
    return new Sample(
        second,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        true);
  }
}
