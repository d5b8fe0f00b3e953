package io.skuline.broker;

import java.util.HashSet;
import java.util.List;

/** Names at the broker. */
final class Names {

  private Names() {}

  /** Whether no two are the same, and none is blank. */
  static boolean areDistinct(List<String> names) {
    return new HashSet<>(names).size() == names.size() && names.stream().noneMatch(String::isBlank);
  }
}
