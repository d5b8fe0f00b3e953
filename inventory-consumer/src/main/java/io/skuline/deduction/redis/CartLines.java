package io.skuline.deduction.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of a cart as its home takes them, with what the other partitions have said. */
final class CartLines {

  private static final String NOT_ASKED = "?";

  private CartLines() {}

  /**
   * @param said what the other partitions have said, each about its lines; nothing if they were not
   *     asked
   */
  static List<String> of(PlacedEvent cart, Map<Integer, String> said) {
    Map<String, String> obstacles = new HashMap<>();
    cart.elsewhere()
        .forEach(
            (place, units) -> {
              String answer = said.get(place);
              String[] each = obstacles(answer);
              int at = 0;
              for (String sku : units.keySet()) {
                String what = answer == null ? NOT_ASKED : each.length == 0 ? "" : each[at];
                obstacles.put(sku, "@" + place + (what.equals("ok") ? "" : what));
                at++;
              }
            });
    List<String> lines = new ArrayList<>(2 * cart.units().size());
    cart.units()
        .forEach(
            (sku, quantity) -> {
              lines.add(sku);
              lines.add(quantity + obstacles.getOrDefault(sku, ""));
            });
    return lines;
  }

  private static String[] obstacles(@Nullable String answer) {
    return answer != null && answer.startsWith("X|")
        ? answer.substring(2).split(";", -1)
        : new String[0];
  }
}
