package io.skuline.store.shard;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Some of the {@value #SLOTS} slots, written as {@code 0-255,512,600-700}.
 *
 * @param bits a set bit for each slot
 */
record SlotSet(BitSet bits) {

  /** The number of slots, which does not depend on the number of shards. */
  static final int SLOTS = 1024;

  static final SlotSet NONE = new SlotSet(new BitSet());

  /**
   * @throws IllegalArgumentException if the text is not a list of slots
   */
  static SlotSet parse(String text) {
    BitSet bits = new BitSet(SLOTS);
    for (String range : text.split(",", -1)) {
      String[] ends = range.strip().split("-", -1);
      try {
        int first = Integer.parseInt(ends[0]);
        int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
        if (ends.length > 2 || first < 0 || last < first || last >= SLOTS) {
          throw notSlots(text);
        }
        bits.set(first, last + 1);
      } catch (NumberFormatException e) {
        throw notSlots(text);
      }
    }
    return new SlotSet(bits);
  }

  static SlotSet all() {
    return parse("0-" + (SLOTS - 1));
  }

  private static IllegalArgumentException notSlots(String text) {
    return new IllegalArgumentException(
        "'%s' is not a list of slots such as 0-255,512 (slots are 0 to %d)"
            .formatted(text, SLOTS - 1));
  }

  /** Returns the shortest notation, the same for the same slots; {@code none} if there are none. */
  @Override
  public String toString() {
    return bits.isEmpty()
        ? "none"
        : IntStream.range(0, SLOTS)
            .filter(slot -> bits.get(slot) && (slot == 0 || !bits.get(slot - 1)))
            .mapToObj(first -> range(first, bits.nextClearBit(first) - 1))
            .collect(Collectors.joining(","));
  }

  /** Returns a condition that is true of the ids in these slots. */
  String sql(String column) {
    if (bits.isEmpty()) {
      return "FALSE";
    }
    String slot = "CRC32(" + column + ") % " + SLOTS;
    return Arrays.stream(toString().split(",", -1))
        .map(range -> range.split("-", -1))
        .map(ends -> slot + " BETWEEN " + ends[0] + " AND " + ends[ends.length - 1])
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String range(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
