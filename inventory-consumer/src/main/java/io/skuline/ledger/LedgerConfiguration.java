package io.skuline.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DriftAlarm;
import io.skuline.journal.Journal;
import io.skuline.messaging.ConsumerGroups;
import io.skuline.messaging.ConsumerWorkers;
import io.skuline.messaging.ConsumerWorkersGroup;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.messaging.ReceiveOptions;
import io.skuline.messaging.RocketMqClient;
import io.skuline.messaging.Topics;
import io.skuline.store.AnomalyReports;
import io.skuline.store.EpochTable;
import io.skuline.store.JournalProbeTable;
import io.skuline.store.JournalQueueTable;
import io.skuline.store.LedgerTables;
import io.skuline.store.SqlLedgerTables;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.ShardPreparation;
import io.skuline.store.shard.Shards;
import io.skuline.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {

  /** How long a lane, with orders waiting behind it, waits for what the database knows of them. */
  private static final Duration ARCHIVE_PATIENCE = Duration.ofSeconds(5);

  /** The broker's own limit of one receive. */
  private static final int MESSAGES = 32;

  @Bean
  LedgerProgress ledgerProgress(Shards shards, Clock clock) {
    return new LedgerProgress(shards, clock);
  }

  @Bean
  JournalMarks journalMarks(
      Journal journal, RocketMqClient broker, Topics topics, LedgerProgress progress) {
    String topic = topics.stockJournal();
    return new JournalMarks(journal, () -> broker.queues(topic), progress, TimeSource.SYSTEM);
  }

  @Bean
  AnswerArchive answerArchive(Shards shards, EpochTable epochs) {
    return new TimeLimitedArchive(new StoredAnswers(shards, epochs), ARCHIVE_PATIENCE);
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
        Counter.builder("skuline.ledger.second.answers")
                .description("Orders that were decided under two different first SKUs")
                .register(meters)
            ::increment);
  }

  /** Each shard reads the whole journal for itself, so that no shard waits for another one. */
  @Bean
  ConsumerWorkersGroup ledgers(
      RocketMqClient broker,
      ConsumerGroups groups,
      Topics topics,
      LedgerProperties properties,
      Shards shards,
      ShardPreparation preparation,
      ObjectProvider<DriftAlarm> alarm,
      DeadLetterPublisher deadLetters,
      Clock clock,
      MeterRegistry meters,
      Traces traces) {
    List<ConsumerWorkers> receivers = new ArrayList<>();
    for (Shard shard : shards.all()) {
      DriftAlarm alarmOrNone = alarm.getIfAvailable(() -> DriftAlarm.NONE);
      JournalReader reader =
          new JournalReader(
              () -> preparation.require(shard.number()),
              properties.transactionSize(),
              new Ledger(shards.layout(), shard, clock, alarmOrNone),
              new JournalQueueTable(shard.jdbc()),
              broker::queueOf,
              new JournalProbeTable(shard.jdbc(), clock),
              deadLetters,
              new LedgerMetrics(meters, shard.number(), clock),
              traces);
      receivers.add(
          new ConsumerWorkers(
              broker,
              groups.ledgerOf(shard.number()),
              topics.stockJournal(),
              properties.threads(),
              (number, consumer) ->
                  new ReceiveLoop(
                      consumer,
                      ReceiveOptions.of(MESSAGES, properties.invisible())
                          .collecting(properties.collect()),
                      reader)));
    }
    return new ConsumerWorkersGroup(receivers);
  }
}
