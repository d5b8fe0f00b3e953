package io.skuline.messaging;

import java.util.HashSet;
import java.util.List;

/** Names at the broker. */
final class BrokerNames {

  private BrokerNames() {}

  /** Whether no two are the same, and none is blank. */
  static boolean areDistinct(List<String> names) {
    return new HashSet<>(names).size() == names.size() && names.stream().noneMatch(String::isBlank);
  }
}
