package io.skuline.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger stores the journal in the database.
 *
 * @param threads Number of threads that store the journal, 1 to 32; each needs a database
 *     connection. With shards, this is the number for each shard.
 * @param transactionSize Movements in one transaction, 1 to 2000; 500 to 1000 is fastest.
 * @param invisible Time after which the broker delivers received journal messages to another
 *     instance, 10 seconds to 12 hours (the broker's own limits). It is renewed while the database
 *     is unavailable.
 * @param collect Time for which a thread that is not behind lets the journal gather before it
 *     receives more, 0 to 5 seconds. A few large transactions cost less than many small ones. No
 *     answer waits for the ledger, but a rebuild of Redis takes as much longer.
 */
@ConfigurationProperties("skuline.ledger")
public record LedgerProperties(
    @DefaultValue("4") int threads,
    @DefaultValue("1000") int transactionSize,
    @DefaultValue("30s") Duration invisible,
    @DefaultValue("100ms") Duration collect) {

  public LedgerProperties {
    if (threads < 1 || threads > 32) {
      throw new IllegalArgumentException("skuline.ledger.threads must be 1 to 32, is " + threads);
    }
    if (transactionSize < 1 || transactionSize > 2000) {
      throw new IllegalArgumentException(
          "skuline.ledger.transaction-size must be 1 to 2000, is " + transactionSize);
    }
    if (invisible.compareTo(Duration.ofSeconds(10)) < 0
        || invisible.compareTo(Duration.ofHours(12)) > 0) {
      throw new IllegalArgumentException(
          "skuline.ledger.invisible must be 10s to 12h, is " + invisible);
    }
    if (collect.isNegative() || collect.compareTo(Duration.ofSeconds(5)) > 0) {
      throw new IllegalArgumentException("skuline.ledger.collect must be 0 to 5s, is " + collect);
    }
  }
}
