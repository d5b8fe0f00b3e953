package io.skuline.bench.ledger;

import java.util.ArrayList;
import java.util.List;

/** Splits a list into pieces of one size; the last may be smaller. */
final class Pieces {

  private Pieces() {}

  static <T> List<List<T>> of(List<T> all, int size) {
    List<List<T>> pieces = new ArrayList<>(all.size() / size + 1);
    for (int from = 0; from < all.size(); from += size) {
      pieces.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return pieces;
  }
}
