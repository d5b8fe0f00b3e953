package io.skuline.console;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the menu. A page that is to be in the menu declares a bean of this type.
 *
 * @param order entries are sorted by it
 * @param path where the page is; the entry is marked as current there and below
 * @param icon the name of a symbol of {@code icons.jte}, without {@code i-}
 * @param badge what needs attention there, asked for on every page, so it must not wait; null for
 *     nothing
 */
public record NavEntry(
    int order, String path, String label, String icon, Supplier<@Nullable Badge> badge) {

  /**
   * @param tone {@code warn} or {@code bad}
   * @param words what the number means, for readers
   */
  public record Badge(String number, String tone, String words) {}

  /** An entry without a badge. */
  NavEntry(int order, String path, String label, String icon) {
    this(order, path, label, icon, () -> null);
  }

  /** Tells whether a page belongs to this entry. */
  public boolean isCurrent(String page) {
    return page.equals(path) || page.startsWith(path + "/");
  }
}
