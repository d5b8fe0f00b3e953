package io.skuline.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.skuline.deadletter.OperatorActionTable.ReplayOutcome;
import io.skuline.store.SqlText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Publishes how many dead letters there are by state and reason, how long the oldest has been
 * parked, and how replays end. The first two are of all instances, and up to {@value #SECONDS}
 * seconds old.
 */
class DeadLetterMetrics {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterMetrics.class);
  private static final int SECONDS = 15;

  private final JdbcTemplate jdbc;
  private final MultiGauge deadLetters;
  private final AtomicLong oldestSeconds = new AtomicLong();
  private final Map<ReplayOutcome, Counter> replays = new EnumMap<>(ReplayOutcome.class);

  DeadLetterMetrics(JdbcTemplate jdbc, MeterRegistry meters) {
    this.jdbc = jdbc;
    deadLetters =
        MultiGauge.builder("skuline.dead.letters")
            .description("Dead letters of all instances")
            .register(meters);
    Gauge.builder("skuline.dead.letters.oldest", oldestSeconds, AtomicLong::get)
        .description("Age of the oldest dead letter that is parked")
        .baseUnit("seconds")
        .register(meters);
    for (ReplayOutcome outcome : ReplayOutcome.values()) {
      replays.put(
          outcome,
          Counter.builder("skuline.dead.letters.replays")
              .description("Replays that ended, by what became of the dead letter")
              .tag("outcome", outcome.name())
              .register(meters));
    }
  }

  void replayed(ReplayOutcome outcome) {
    replays.get(outcome).increment();
  }

  @Scheduled(fixedDelay = SECONDS * 1000L)
  void refresh() {
    try {
      List<Row<?>> rows =
          jdbc.query(
              "SELECT state, reason, COUNT(*) FROM dead_letter GROUP BY state, reason",
              (row, n) ->
                  Row.of(
                      Tags.of("state", row.getString(1), "reason", row.getString(2)),
                      row.getLong(3)));
      deadLetters.register(rows, true);
      Long oldest =
          jdbc.queryForObject(
              """
              SELECT COALESCE((%s - MIN(last_seen)) DIV 1000, 0) FROM dead_letter
              WHERE state = 'PARKED'
              """
                  .formatted(SqlText.NOW),
              Long.class);
      oldestSeconds.set(oldest == null ? 0 : Math.max(0, oldest));
    } catch (RuntimeException e) {
      log.warn("Dead letters cannot be counted: {}", e.toString());
    }
  }
}
