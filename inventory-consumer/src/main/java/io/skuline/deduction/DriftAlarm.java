package io.skuline.deduction;

/** Told when what was decided in an epoch does not add up with what is stored. */
@FunctionalInterface
public interface DriftAlarm {

  /** For an engine that decides where it is stored. */
  DriftAlarm NONE = (epoch, what) -> {};

  /**
   * Nothing more is sold in this epoch, by any instance; if another one is open by now, it stays
   * open. May be told the same thing again.
   *
   * @param what in words, for the log and for people
   */
  void raise(long epoch, String what);
}
