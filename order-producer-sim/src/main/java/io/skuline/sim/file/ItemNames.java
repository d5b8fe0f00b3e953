package io.skuline.sim.file;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the names of things into SKU ids. Letters become lower case, and characters that an id may
 * not have become one dash: {@code rolls/buns} is {@code rolls-buns}. Two names never share an id.
 */
final class ItemNames {

  private final String prefix;
  private final Map<String, String> nameBySku = new HashMap<>();

  ItemNames(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Returns the id of a name, the same one each time.
   *
   * @throws InvalidEventException if the name gives no id, or one that another name has
   */
  String sku(String name) {
    String trimmed = name.strip();
    String slug =
        trimmed.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._:]+", "-").replaceAll("^-|-$", "");
    if (slug.isEmpty()) {
      throw new InvalidEventException(
          "item",
          "%s has no character that a SKU id may have (A-Z a-z 0-9 . _ : -); name it otherwise"
              .formatted(Shown.of(trimmed)));
    }
    String sku = prefix + slug;
    Limits.requireId("SKU of item " + Shown.of(trimmed), sku);
    String owner = nameBySku.putIfAbsent(sku, trimmed);
    if (owner != null && !owner.equals(trimmed)) {
      throw new InvalidEventException(
          "item",
          "%s and %s would both be SKU %s".formatted(Shown.of(owner), Shown.of(trimmed), sku));
    }
    return sku;
  }
}
