package io.skuline.messaging;

import java.util.HashSet;
import java.util.List;

/** Checks names at the broker. */
final class BrokerNames {

  private BrokerNames() {}

  /** Tells whether all names differ, and none is blank. */
  static boolean areDistinct(List<String> names) {
    return new HashSet<>(names).size() == names.size() && names.stream().noneMatch(String::isBlank);
  }
}
