package io.skuline.deduction.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Puts SKUs into quarantine and lets them out, in Redis. */
record QuarantineFlags(Partitions partitions, List<StockScripts> scripts) {

  private static final int PER_CALL = 500;

  /**
   * @param token the epoch, or the token of the rebuild under way
   * @param flag 1 to put them in, 0 to let them out
   */
  void set(String token, long epoch, String flag, Collection<String> skus) {
    partitions
        .divide(skus)
        .forEach(
            (partition, all) -> {
              for (int from = 0; from < all.size(); from += PER_CALL) {
                List<Object> arguments =
                    new ArrayList<>(
                        List.of(token, partitions.keys(partition).stockPrefix(epoch), flag));
                arguments.addAll(all.subList(from, Math.min(all.size(), from + PER_CALL)));
                scripts.get(partition).run(StockScripts.FLAG, arguments.toArray());
              }
            });
  }
}
