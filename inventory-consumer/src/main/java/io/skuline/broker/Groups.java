package io.skuline.broker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The consumer groups, which must exist; the first two and those of {@link #ledgerOf} consume in
 * order.
 *
 * @param intake reads order events
 * @param ledger reads the journal for the first shard, or the only one
 * @param deadLetters collects dead letters
 */
@ConfigurationProperties("skuline.groups")
public record Groups(
    @DefaultValue("skuline-intake") String intake,
    @DefaultValue("skuline-ledger") String ledger,
    @DefaultValue("skuline-dead-letters") String deadLetters) {

  /**
   * Who reads the journal for a shard: {@code skuline-ledger}, {@code skuline-ledger-1}, ...
   *
   * @param shard from 0
   */
  public String ledgerOf(int shard) {
    return shard == 0 ? ledger : ledger + "-" + shard;
  }
}
