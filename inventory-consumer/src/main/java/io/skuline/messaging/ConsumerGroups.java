package io.skuline.messaging;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The consumer groups of the service. They must exist, each for one purpose. {@code intake}, {@code
 * ledger} and those of {@link #ledgerOf} consume in order.
 *
 * @param intake Consumer group that reads order events, in order.
 * @param ledger Consumer group that reads the journal for the first shard, or the only one, in
 *     order. The groups of further shards have its name with {@code -1}, {@code -2} and so on.
 * @param deadLetters Consumer group that collects dead letters.
 */
@ConfigurationProperties("skuline.groups")
public record ConsumerGroups(
    @DefaultValue("skuline-intake") String intake,
    @DefaultValue("skuline-ledger") String ledger,
    @DefaultValue("skuline-dead-letters") String deadLetters) {

  public ConsumerGroups {
    if (!BrokerNames.areDistinct(List.of(intake, ledger, deadLetters))) {
      // A group that reads two topics gets each of them only in part.
      throw new IllegalArgumentException(
          "skuline.groups must be three different ones, not blank: intake '%s', ledger '%s',"
                  .formatted(intake, ledger)
              + " dead-letters '%s'".formatted(deadLetters));
    }
  }

  /**
   * Returns all groups of the service.
   *
   * @param shards how many shards there are
   */
  public List<String> all(int shards) {
    List<String> all = new ArrayList<>(List.of(intake, deadLetters));
    for (int shard = 0; shard < shards; shard++) {
      all.add(ledgerOf(shard));
    }
    return all;
  }

  /**
   * Returns the group that reads the journal for a shard: {@code skuline-ledger}, {@code
   * skuline-ledger-1}, ...
   *
   * @param shard the number of the shard, from 0
   */
  public String ledgerOf(int shard) {
    return shard == 0 ? ledger : ledger + "-" + shard;
  }
}
