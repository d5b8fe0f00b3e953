package io.skuline.store.shard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Tells to which shard an id belongs. An id's slot is the CRC-32 of its ASCII bytes modulo {@value
 * #SLOTS}, in SQL {@code CRC32(id) % 1024}; every slot belongs to exactly one shard. So shards are
 * added by moving slots, and the ids of all other slots stay.
 */
public final class SlotMap {

  public static final int SLOTS = SlotSet.SLOTS;

  private final int shards;
  private final int[] shardOfSlot;

  private SlotMap(int shards, int[] shardOfSlot) {
    this.shards = shards;
    this.shardOfSlot = shardOfSlot;
  }

  /** Returns the map with everything in one place. */
  public static SlotMap single() {
    return of(List.of("0-" + (SLOTS - 1)));
  }

  /**
   * @param slots the slots of each shard, such as {@code 0-255,512}
   * @throws IllegalArgumentException unless every slot belongs to exactly one shard
   */
  public static SlotMap of(List<String> slots) {
    return ofSets(slots.stream().map(SlotSet::parse).toList());
  }

  static SlotMap ofSets(List<SlotSet> sets) {
    int[] shardOfSlot = new int[SLOTS];
    BitSet missing = new BitSet(SLOTS);
    missing.set(0, SLOTS);
    for (int shard = 0; shard < sets.size(); shard++) {
      BitSet slots = sets.get(shard).bits();
      for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
        if (!missing.get(slot)) {
          throw new IllegalArgumentException(
              "Slot %d belongs to shard %d and to shard %d; it must be one of them"
                  .formatted(slot, shardOfSlot[slot], shard));
        }
        missing.clear(slot);
        shardOfSlot[slot] = shard;
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Slots that belong to no shard: %s; every slot from 0 to %d must belong to one"
              .formatted(new SlotSet(missing), SLOTS - 1));
    }
    return new SlotMap(sets.size(), shardOfSlot);
  }

  public static int slot(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.US_ASCII));
    return (int) (crc.getValue() % SLOTS);
  }

  /** Returns how many shards there are. */
  public int shards() {
    return shards;
  }

  /** Returns the number of an id's shard, from 0. */
  public int shardOf(String id) {
    return shards == 1 ? 0 : shardOfSlot[slot(id)];
  }

  /**
   * Returns the ids by their shards; those of one shard are in the order in which they were given.
   */
  public SortedMap<Integer, List<String>> split(Collection<String> ids) {
    SortedMap<Integer, List<String>> byShard = new TreeMap<>();
    for (String id : ids) {
      byShard.computeIfAbsent(shardOf(id), shard -> new ArrayList<>()).add(id);
    }
    return byShard;
  }
}
