package io.skuline.deduction.redis;

import io.skuline.deduction.QuarantinedException;
import io.skuline.event.OrderEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;

/** Reads the script's reply that a call touches SKUs in quarantine. */
final class QuarantinedSkusReply {

  private QuarantinedSkusReply() {}

  /** Returns the exception for a call that had all events of the batch. */
  static Optional<QuarantinedException> in(PartitionFailedException e, List<OrderEvent> batch) {
    return in(e, IntUnaryOperator.identity(), batch);
  }

  /**
   * Returns the exception, if that is what the script replied.
   *
   * @param positionOf the position in the batch of an event of the call
   */
  static Optional<QuarantinedException> in(
      PartitionFailedException e, IntUnaryOperator positionOf, List<OrderEvent> batch) {
    Matcher reply = DecideScript.QUARANTINED.matcher(String.valueOf(e.failure().getMessage()));
    if (!reply.find()) {
      return Optional.empty();
    }
    String[] skus = reply.group(1).split(",", -1);
    Map<Integer, Set<String>> heldBy = new TreeMap<>();
    // The events and their SKUs, as the script writes them: 0:1;7:1,2
    for (String event : reply.group(2).split(";", -1)) {
      String[] parts = event.split(":", -1);
      Set<String> its =
          heldBy.computeIfAbsent(
              positionOf.applyAsInt(Integer.parseInt(parts[0])), position -> new TreeSet<>());
      for (String place : parts[1].split(",", -1)) {
        its.add(skus[Integer.parseInt(place) - 1]);
      }
    }
    return Optional.of(new QuarantinedException(heldBy, batch));
  }
}
