package io.skuline.store.shard;

/** Finds ids of orders and SKUs that belong to a given shard. */
public final class ShardIds {

  private ShardIds() {}

  /** Returns the first of stem0, stem1, and so on, that belongs to this shard. */
  public static String idIn(SlotMap layout, int shard, String stem) {
    int number = 0;
    while (layout.shardOf(stem + number) != shard) {
      number++;
    }
    return stem + number;
  }
}
