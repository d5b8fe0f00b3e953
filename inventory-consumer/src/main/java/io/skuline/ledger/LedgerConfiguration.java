package io.skuline.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.broker.Broker;
import io.skuline.broker.Groups;
import io.skuline.broker.ReceiveLoop;
import io.skuline.broker.Receivers;
import io.skuline.broker.Topics;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DriftAlarm;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {

  /** The broker's own limit of one receive. */
  private static final int MESSAGES = 32;

  @Bean
  BarrierTable barrierTable(JdbcTemplate jdbc) {
    return new BarrierTable(jdbc);
  }

  @Bean
  AnswerArchive answerArchive(JdbcTemplate jdbc) {
    return new DatabaseArchive(jdbc);
  }

  @Bean
  Receivers ledgerReceivers(
      Broker broker,
      Groups groups,
      Topics topics,
      LedgerProperties properties,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      BarrierTable barriers,
      ObjectProvider<DriftAlarm> alarm,
      DeadLetterPublisher deadLetters,
      Clock clock,
      MeterRegistry meters) {
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    Ledger ledger =
        new Ledger(jdbc, transaction, clock, alarm.getIfAvailable(() -> DriftAlarm.NONE));
    LedgerMetrics metrics = new LedgerMetrics(meters, clock);
    JournalReader reader =
        new JournalReader(properties.transactionSize(), ledger, barriers, deadLetters, metrics);
    return new Receivers(
        broker,
        groups.ledger(),
        topics.stockJournal(),
        properties.threads(),
        (number, consumer) ->
            new ReceiveLoop(broker, consumer, MESSAGES, properties.invisible(), reader));
  }
}
