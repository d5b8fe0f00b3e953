package io.skuline.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.broker.Broker;
import io.skuline.broker.Groups;
import io.skuline.broker.ReceiveLoop;
import io.skuline.broker.ReceiverGroup;
import io.skuline.broker.Receivers;
import io.skuline.broker.Reception;
import io.skuline.broker.Time;
import io.skuline.broker.Topics;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DriftAlarm;
import io.skuline.journal.Journal;
import io.skuline.shard.Preparation;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {

  /** How long a lane, with orders behind it, waits for what the database knows of them. */
  private static final Duration ARCHIVE_PATIENCE = Duration.ofSeconds(5);

  /** The broker's own limit of one receive. */
  private static final int MESSAGES = 32;

  @Bean
  LedgerProgress ledgerProgress(Shards shards, Clock clock) {
    return new LedgerProgress(shards, clock);
  }

  @Bean
  JournalMarks journalMarks(Broker broker, Topics topics, LedgerProgress progress) {
    String topic = topics.stockJournal();
    return new JournalMarks(
        new Journal(broker, topic), () -> broker.queues(topic), progress, Time.SYSTEM);
  }

  @Bean
  AnswerArchive answerArchive(Shards shards, JdbcTemplate home) {
    return new ImpatientArchive(new DatabaseArchive(shards, home), ARCHIVE_PATIENCE);
  }

  @Bean
  AnomalyReports anomalyReports(Shards shards, Clock clock) {
    return new AnomalyReports(shards, clock);
  }

  @Bean
  SecondAnswers secondAnswers(Shards shards, Clock clock, MeterRegistry meters) {
    return new SecondAnswers(
        shards.all().stream()
            .<LedgerTables>map(shard -> new SqlLedgerTables(shard, clock))
            .toList(),
        meters.counter("skuline.ledger.second.answers")::increment);
  }

  /** Each shard reads the whole journal for itself, so that none waits for another one. */
  @Bean
  ReceiverGroup ledgers(
      Broker broker,
      Groups groups,
      Topics topics,
      LedgerProperties properties,
      Shards shards,
      Preparation preparation,
      ObjectProvider<DriftAlarm> alarm,
      DeadLetterPublisher deadLetters,
      Clock clock,
      MeterRegistry meters) {
    List<Receivers> receivers = new ArrayList<>();
    for (Shard shard : shards.all()) {
      DriftAlarm alarmOrNone = alarm.getIfAvailable(() -> DriftAlarm.NONE);
      JournalReader reader =
          new JournalReader(
              () -> preparation.require(shard.number()),
              properties.transactionSize(),
              new Ledger(shards.layout(), shard, clock, alarmOrNone),
              new QueueTable(shard.jdbc()),
              broker::queueOf,
              new ProbeTable(shard.jdbc(), clock),
              deadLetters,
              new LedgerMetrics(meters, shard.number(), clock));
      receivers.add(
          new Receivers(
              broker,
              groups.ledgerOf(shard.number()),
              topics.stockJournal(),
              properties.threads(),
              (number, consumer) ->
                  new ReceiveLoop(
                      broker,
                      consumer,
                      Reception.of(MESSAGES, properties.invisible())
                          .collecting(properties.collect()),
                      reader)));
    }
    return new ReceiverGroup(receivers);
  }
}
