package io.skuline.console;

import java.util.List;

/** Where instances, which do not know each other, tell what they measured. */
interface SampleExchange {

  /**
   * What an instance measured in a second.
   *
   * @param totals what it has done since its start
   */
  record Told(String instance, Sample sample, SaleView.Totals totals) {}

  void tell(Told told);

  /** Returns what all instances told of the seconds from this one on, the oldest first. */
  List<Told> since(long second);

  /** Forgets the seconds before this one. */
  void forget(long second);
}
