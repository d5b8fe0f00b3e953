package io.skuline.deduction.redis;

import io.skuline.event.OperationId;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One field of Redis's memory, composed again from what the database knows. The script takes it
 * only if Redis itself knows nothing.
 *
 * @param field see {@code decide.lua}
 */
record RecalledAnswer(String key, String field, String value) {

  /** Composes the fields of answers, which may come in any order. */
  static List<RecalledAnswer> from(List<StockResult> answers) {
    List<RecalledAnswer> recalled = new ArrayList<>();
    Map<String, Map<String, Integer>> returned = new LinkedHashMap<>();
    for (StockResult answer : answers) {
      String key = answer.key();
      recalled.add(new RecalledAnswer(key, field(answer), CompactResultCodec.encode(answer)));
      if (answer instanceof ReturnAccepted accepted) {
        Map<String, Integer> units = returned.computeIfAbsent(key, k -> new LinkedHashMap<>());
        accepted.lines().forEach(back -> units.merge(back.sku(), back.quantity(), Integer::sum));
      }
    }
    returned.forEach((key, units) -> recalled.add(soFar(key, units)));
    return recalled;
  }

  /** Returns the answer as the home of an order remembers it. */
  RecalledAnswer at(int home, Partitions partitions) {
    return new RecalledAnswer(key, field, PlacedMoves.mark(value, partitions, home));
  }

  private static RecalledAnswer soFar(String key, Map<String, Integer> units) {
    List<String> items = new ArrayList<>(units.size());
    units.forEach((sku, quantity) -> items.add(sku + "," + quantity));
    return new RecalledAnswer(key, key + "+", String.join(";", items));
  }

  private static String field(StockResult answer) {
    OperationId operation = answer.operation();
    String key = operation.key();
    return switch (operation.kind()) {
      case ORDER -> key;
      case CANCELLATION -> key + "!";
      case RETURN -> key + "/" + operation.operationId();
      case ADJUSTMENT -> key + "*";
    };
  }
}
