package io.skuline.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a long list, newest first, found by a key of its first or last row and not by counting
 * rows. Its template is {@code pager.jte}.
 *
 * @param rows the rows, newest first
 * @param newer the key of which rows after it are the next newer page; null if there is none
 * @param older the key of which rows before it are the next older page; null if there is none
 */
public record KeyPage<T>(List<T> rows, @Nullable String newer, @Nullable String older) {

  /**
   * Makes a page of rows that were read with one more than a page has.
   *
   * @param read the rows, newest first
   * @param size how many rows a page has
   * @param first whether this is the newest page
   */
  static <T> KeyPage<T> older(List<T> read, int size, boolean first, Function<T, String> key) {
    boolean more = read.size() > size;
    List<T> rows = more ? read.subList(0, size) : read;
    return new KeyPage<>(
        List.copyOf(rows),
        first || rows.isEmpty() ? null : key.apply(rows.get(0)),
        more ? key.apply(rows.get(rows.size() - 1)) : null);
  }

  /**
   * Makes a page of rows that were read towards the newer ones, with one more than a page has.
   *
   * @param read the rows, oldest first
   */
  static <T> KeyPage<T> newer(List<T> read, int size, Function<T, String> key) {
    boolean more = read.size() > size;
    List<T> rows = new ArrayList<>(more ? read.subList(0, size) : read);
    Collections.reverse(rows);
    return new KeyPage<>(
        List.copyOf(rows),
        more && !rows.isEmpty() ? key.apply(rows.get(0)) : null,
        rows.isEmpty() ? null : key.apply(rows.get(rows.size() - 1)));
  }
}
