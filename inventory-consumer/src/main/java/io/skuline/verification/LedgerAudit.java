package io.skuline.verification;

import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.verification.AuditReport.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the invariants that the database alone can prove. Each rule is one query to each shard,
 * which finds the violations of the rule there.
 */
final class LedgerAudit {

  private record Rule(String name, String sql) {}

  private static final String LIMIT = " LIMIT " + AuditReport.MAX_VIOLATIONS;

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "available is never negative",
              """
              SELECT sku_id AS subject, CONCAT('available ', available) AS detail FROM stock
              WHERE available < 0
              """),
          new Rule(
              "movements fold to the stock row",
              """
              SELECT s.sku_id AS subject, CONCAT('stock says ', s.available, ' at ', s.last_sequence,
                ' after ', s.movements, ', movements say ', COALESCE(m.total, 0),
                ' at ', COALESCE(m.latest, 0), ' after ', COALESCE(m.n, 0)) AS detail
              FROM stock s LEFT JOIN (
                SELECT sku_id, SUM(delta) AS total, MAX(sequence) AS latest, COUNT(*) AS n
                FROM movement GROUP BY sku_id) m ON m.sku_id = s.sku_id
              WHERE s.available <> COALESCE(m.total, 0)
                OR s.last_sequence <> COALESCE(m.latest, 0) OR s.movements <> COALESCE(m.n, 0)
              """),
          new Rule(
              "a SKU's sequence has no gap",
              """
              SELECT sku_id AS subject,
                CONCAT(COUNT(*), ' movements up to sequence ', MAX(sequence)) AS detail
              FROM movement GROUP BY sku_id HAVING COUNT(*) <> MAX(sequence)
              """),
          new Rule(
              "every movement leaves what it says",
              """
              SELECT sku_id AS subject, CONCAT('sequence ', sequence, ' says ', available_after,
                ', the sum so far is ', folded) AS detail
              FROM (
                SELECT sku_id, sequence, available_after, kind,
                  SUM(delta) OVER (PARTITION BY sku_id ORDER BY sequence) AS folded
                FROM movement) f
              WHERE folded <> available_after AND kind <> 'A'
              """),
          new Rule(
              "no more comes back than was deducted",
              """
              SELECT CONCAT(order_id, ' / ', sku_id) AS subject,
                CONCAT(SUM(delta), ' too many') AS detail
              FROM movement
              WHERE kind IN ('D', 'R', 'X', 'L') OR kind = 'A' AND operation_id LIKE 'D#%'
              GROUP BY order_id, sku_id HAVING SUM(delta) > 0
              """),
          new Rule(
              "nothing in the journal contradicts the database",
              """
              SELECT CONCAT(order_id, ' / ', sku_id) AS subject, detail FROM ledger_anomaly
              WHERE settled_at IS NULL
              """));

  private final Shards shards;

  LedgerAudit(Shards shards) {
    this.shards = shards;
  }

  /** Returns the violations, at most {@link AuditReport#MAX_VIOLATIONS} of each rule in a shard. */
  List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    for (Rule rule : RULES) {
      found.addAll(shards.collect(shard -> violations(shard, rule)));
    }
    found.addAll(new OrderAudit(shards).violations());
    return found;
  }

  private static List<Violation> violations(Shard shard, Rule rule) {
    return shard
        .jdbc()
        .query(
            rule.sql() + LIMIT,
            (row, n) ->
                new Violation(rule.name(), row.getString("subject"), row.getString("detail")));
  }

  /** Returns the sum of one number over all shards; no value counts as 0. */
  long number(String sql) {
    return shards.all().stream()
        .map(shard -> shard.jdbc().queryForObject(sql, Long.class))
        .mapToLong(number -> number == null ? 0 : number)
        .sum();
  }
}
