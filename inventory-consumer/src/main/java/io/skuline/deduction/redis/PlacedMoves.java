package io.skuline.deduction.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The moves in the text of an answer, of which some are in other partitions than the answer; {@code
 * decide.lua} says how that is written.
 */
final class PlacedMoves {

  private static final String PLACE = ",@";

  private static final String UNTOLD = "?";

  private PlacedMoves() {}

  /** Marks the moves that are elsewhere, so that what is given back goes there. */
  static String mark(String answer, Partitions partitions, int home) {
    if (!answer.startsWith("C|")) {
      return answer;
    }
    return withMoves(
        answer,
        move -> {
          int place = partitions.of(sku(move));
          return place == home ? move : move + PLACE + place;
        });
  }

  /**
   * Returns the moves whose numbers are not known yet.
   *
   * @return the units by SKU, for each partition
   */
  static SortedMap<Integer, Map<String, Integer>> missing(String answer) {
    SortedMap<Integer, Map<String, Integer>> missing = new TreeMap<>();
    if (answer.contains(PLACE)) {
      for (String move : moves(answer).split(";", -1)) {
        String[] fields = move.split(",", -1);
        if (fields.length == 3) {
          String place = fields[2].substring(1).replace(UNTOLD, "");
          missing
              .computeIfAbsent(Integer.valueOf(place), any -> new LinkedHashMap<>())
              .put(fields[0], Integer.valueOf(fields[1]));
        }
      }
    }
    return missing;
  }

  /** Tells whether one of the moves is in this partition, elsewhere than the answer. */
  static boolean names(String answer, int partition) {
    String place = PLACE + partition;
    return Stream.of(answer.split(";", -1))
        .map(move -> move.replace(UNTOLD, ""))
        .anyMatch(move -> move.endsWith(place));
  }

  /**
   * Tells whether the moves give back units of an order of which the database has all moves. If
   * not, each partition must know of its part of the order.
   */
  static boolean areOfDeductedOrder(String answer) {
    return !answer.contains(UNTOLD);
  }

  /**
   * Returns the answer with all numbers and without marks.
   *
   * @param moved the moves of other partitions by SKU
   */
  static String complete(String answer, Map<String, String> moved) {
    if (!answer.contains(PLACE)) {
      return answer;
    }
    return withMoves(
        answer,
        move -> {
          int mark = move.indexOf(PLACE);
          if (mark < 0) {
            return move;
          }
          String numbered = move.substring(0, mark);
          return numbered.indexOf(',') == numbered.lastIndexOf(',')
              ? moved.get(sku(move))
              : numbered;
        });
  }

  /** Returns the moves {@code sku,quantity,remaining,sequence;...} by SKU. */
  static Map<String, String> bySku(String moves) {
    return Stream.of(moves.split(";", -1))
        .collect(Collectors.toMap(PlacedMoves::sku, move -> move));
  }

  private static String sku(String move) {
    return move.substring(0, move.indexOf(','));
  }

  /** The moves are the third of the fields. */
  private static String moves(String answer) {
    int start = start(answer);
    int end = answer.indexOf('|', start);
    return answer.substring(start, end < 0 ? answer.length() : end);
  }

  private static int start(String answer) {
    return answer.indexOf('|', answer.indexOf('|') + 1) + 1;
  }

  private static String withMoves(String answer, UnaryOperator<String> change) {
    String moves = moves(answer);
    int start = start(answer);
    return answer.substring(0, start)
        + Stream.of(moves.split(";", -1)).map(change).collect(Collectors.joining(";"))
        + answer.substring(start + moves.length());
  }
}
