package io.skuline.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.broker.Broker;
import io.skuline.broker.Groups;
import io.skuline.broker.ReceiveLoop;
import io.skuline.broker.ReceiverGroup;
import io.skuline.broker.Receivers;
import io.skuline.broker.Reception;
import io.skuline.broker.Time;
import io.skuline.broker.Topics;
import io.skuline.deadletter.CautiousStore;
import io.skuline.deadletter.DeadLetter;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deadletter.EventCheck;
import io.skuline.deadletter.LetterMessage;
import io.skuline.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(DeskProperties.class)
class DeskConfiguration {

  /** Few, as a letter may have 4 MiB. */
  private static final int LETTERS_AT_ONCE = 8;

  private static final Duration INVISIBLE = Duration.ofSeconds(30);
  private static final int THREADS = 2;

  /** Twice the time that it takes to find out that the database is away. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

  /** How long a lane, with orders behind it, waits for the store. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Bean
  DeskMetrics deskMetrics(JdbcTemplate jdbc, MeterRegistry meters) {
    return new DeskMetrics(jdbc, meters);
  }

  @Bean
  ActionTable actionTable(JdbcTemplate jdbc) {
    return new ActionTable(jdbc);
  }

  @Bean
  LetterTable letterTable(JdbcTemplate jdbc, Topics topics) {
    return new LetterTable(jdbc, topics.orderEvents());
  }

  @Bean
  ReplayedLetters replayedLetters(JdbcTemplate jdbc) {
    return new ReplayedLetters(jdbc);
  }

  @Bean
  RunTable runTable(JdbcTemplate jdbc, ActionTable actions) {
    return new RunTable(jdbc, actions);
  }

  @Bean
  StoppedReplay stoppedReplay(
      JdbcTemplate jdbc,
      ReplayedLetters letters,
      ActionTable actions,
      PlatformTransactionManager transactions) {
    return new StoppedReplay(jdbc, letters, actions, new RetryingTransactions(transactions));
  }

  /** For the intake, which must not wait for it. */
  @Primary
  @Bean
  DeadLetterStore deadLetterStore(TableStore store) {
    return new CautiousStore(store, LEFT_ALONE, PATIENCE);
  }

  @Bean
  TableStore tableStore(
      LetterTable letters,
      ActionTable actions,
      PlatformTransactionManager transactions,
      DeskMetrics metrics) {
    return new TableStore(letters, actions, new RetryingTransactions(transactions), metrics);
  }

  @Bean
  DeadLetterPublisher deadLetterPublisher(Broker broker, Topics topics, DeadLetterStore store) {
    return new DeadLetterPublisher(broker, topics.stockDeadLetters(), store);
  }

  @Bean
  Desk desk(
      JdbcTemplate jdbc,
      LetterTable letters,
      ReplayedLetters replayed,
      ActionTable actions,
      RunTable runs,
      StoppedReplay stopped,
      EventCheck events,
      Topics topics,
      PlatformTransactionManager transactions) {
    return new Desk(
        new Letters(jdbc),
        letters,
        replayed,
        actions,
        runs,
        stopped,
        new Acceptance(events, topics.orderEvents()),
        new RetryingTransactions(transactions));
  }

  @Bean
  AfterQuarantine afterQuarantine(
      JdbcTemplate jdbc,
      Shards shards,
      ReplayedLetters letters,
      RunTable runs,
      ActionTable actions,
      PlatformTransactionManager transactions) {
    return new AfterQuarantine(
        jdbc, HeldSkus.of(shards), letters, runs, actions, new RetryingTransactions(transactions));
  }

  @Bean
  Replayer replayer(
      Broker broker,
      JdbcTemplate jdbc,
      ReplayedLetters letters,
      ActionTable actions,
      RunTable runs,
      StoppedReplay stopped,
      EventCheck events,
      Topics topics,
      DeskProperties properties,
      PlatformTransactionManager transactions,
      DeskMetrics metrics) {
    Acceptance acceptance = new Acceptance(events, topics.orderEvents());
    return new Replayer(
        new SqlReplayBooks(
            runs,
            new ReplayQueue(jdbc),
            letters,
            actions,
            stopped,
            new RetryingTransactions(transactions),
            metrics,
            properties.sendAgain()),
        new Resend(broker, new Letters(jdbc), acceptance),
        acceptance::answers,
        Time.SYSTEM);
  }

  @Bean
  ReceiverGroup collectors(
      Broker broker,
      Groups groups,
      Topics topics,
      Shards shards,
      DeskProperties properties,
      TableStore store,
      Clock clock) {
    Collecting collecting = new Collecting(broker, groups.deadLetters(), store);
    Map<String, String> given = new LinkedHashMap<>();
    given.put(groups.intake(), topics.orderEvents());
    shards
        .all()
        .forEach(shard -> given.put(groups.ledgerOf(shard.number()), topics.stockJournal()));
    given.putAll(properties.topicOfGroup(topics.stockResults()));
    List<Receivers> collectors = new ArrayList<>();
    collectors.add(
        new Receivers(
            broker,
            groups.deadLetters(),
            topics.stockDeadLetters(),
            THREADS,
            collecting.by(LetterMessage::read)));
    given.forEach(
        (group, topic) ->
            collectors.add(
                new Receivers(
                    broker,
                    groups.deadLetters(),
                    "%DLQ%" + group,
                    1,
                    collecting.by(
                        message -> DeadLetter.exhausted(group, topic, message, clock.millis())),
                    properties.lookAgain())));
    return new ReceiverGroup(collectors);
  }

  private record Collecting(Broker broker, String group, DeadLetterStore store) {

    Receivers.Factory by(Function<MessageView, DeadLetter> reader) {
      return (int number, SimpleConsumer consumer) ->
          new ReceiveLoop(
              broker,
              consumer,
              Reception.of(LETTERS_AT_ONCE, INVISIBLE),
              new Collector(reader, store));
    }
  }
}
