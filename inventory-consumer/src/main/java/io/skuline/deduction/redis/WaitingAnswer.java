package io.skuline.deduction.redis;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the script answers to events that have to wait. */
final class WaitingAnswer {

  /** Units are reserved for others, or what this event follows waits. */
  private static final String RESERVED = "W";

  /** The bucket has too little. */
  private static final String DRY = "E";

  /** Before the SKUs whose buckets may have the units. */
  private static final String LENT = "L|";

  private WaitingAnswer() {}

  static boolean is(String answer) {
    return answer.equals(RESERVED) || isDry(answer) || answer.startsWith(LENT);
  }

  static boolean isDry(String answer) {
    return answer.equals(DRY);
  }

  /** Returns the SKUs whose buckets may have the units for which events wait. */
  static SortedSet<String> lent(Collection<String> answers) {
    SortedSet<String> lent = new TreeSet<>();
    for (String answer : answers) {
      if (answer.startsWith(LENT)) {
        lent.addAll(List.of(answer.substring(LENT.length()).split(",", -1)));
      }
    }
    return lent;
  }
}
