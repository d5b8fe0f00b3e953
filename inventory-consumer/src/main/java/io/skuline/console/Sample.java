package io.skuline.console;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What one second of the sale was like at an instance, or at all of them. A value that was not
 * measured is NaN.
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

  /**
   * Adds up what several instances measured in a second. Of times, which cannot be added, the
   * slowest instance counts for the 99 of 100, and the average of all answers for the median.
   */
  static Sample together(long second, Collection<Sample> instances) {
    return new Sample(
        second,
        sum(instances, Sample::received),
        sum(instances, Sample::confirmed),
        sum(instances, Sample::rejected),
        sum(instances, Sample::parked),
        medianOfAnswers(instances),
        most(instances, Sample::p99Millis),
        most(instances, Sample::lagSeconds),
        instances.stream().allMatch(Sample::open));
  }

  /** Returns the averages of several seconds, as far as they were measured, and the latest lag. */
  static Sample average(List<Sample> seconds) {
    Sample latest = seconds.isEmpty() ? unknown(0) : seconds.get(seconds.size() - 1);
    return new Sample(
        latest.second(),
        mean(seconds, Sample::received),
        mean(seconds, Sample::confirmed),
        mean(seconds, Sample::rejected),
        mean(seconds, Sample::parked),
        mean(seconds, Sample::p50Millis),
        mean(seconds, Sample::p99Millis),
        latest.lagSeconds(),
        latest.open());
  }

  private static double sum(Collection<Sample> of, ToDoubleFunction<Sample> value) {
    return measured(of, value).reduce(Double::sum).orElse(Double.NaN);
  }

  private static double most(Collection<Sample> of, ToDoubleFunction<Sample> value) {
    return measured(of, value).max().orElse(Double.NaN);
  }

  private static double mean(Collection<Sample> of, ToDoubleFunction<Sample> value) {
    return measured(of, value).average().orElse(Double.NaN);
  }

  private static DoubleStream measured(Collection<Sample> of, ToDoubleFunction<Sample> value) {
    return of.stream().mapToDouble(value).filter(each -> !Double.isNaN(each));
  }

  private static double medianOfAnswers(Collection<Sample> of) {
    double answers = 0;
    double millis = 0;
    for (Sample each : of) {
      double here = each.confirmed() + each.rejected();
      if (!Double.isNaN(each.p50Millis()) && here > 0) {
        answers += here;
        millis += here * each.p50Millis();
      }
    }
    return answers > 0 ? millis / answers : mean(of, Sample::p50Millis);
  }
}
