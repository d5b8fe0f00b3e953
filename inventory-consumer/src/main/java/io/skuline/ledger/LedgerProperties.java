package io.skuline.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the journal is applied.
 *
 * @param threads that apply it side by side, 1 to 32; each needs a database connection
 * @param transactionSize movements per transaction, 1 to 2000; 500 to 1000 is fastest
 * @param invisible how long the broker waits for a receive, 10 seconds to 12 hours (its own
 *     limits); renewed while the database is away
 * @param collect how long a thread that is not behind lets the journal gather before it receives
 *     more, 0 to 5 seconds. No answer waits for the ledger, and a few large transactions cost less
 *     than many small ones; a rebuild, which waits for it, takes as much longer.
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
