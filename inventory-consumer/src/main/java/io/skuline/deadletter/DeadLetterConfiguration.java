package io.skuline.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.concurrent.TimeSource;
import io.skuline.messaging.ConsumerGroups;
import io.skuline.messaging.ConsumerWorkers;
import io.skuline.messaging.ConsumerWorkersGroup;
import io.skuline.messaging.MessageConsumer;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.messaging.ReceiveOptions;
import io.skuline.messaging.RocketMqClient;
import io.skuline.messaging.Topics;
import io.skuline.store.EpochTable;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
@EnableConfigurationProperties(DeadLetterProperties.class)
class DeadLetterConfiguration {

  /** The number is small, as a dead letter may have 4 MiB. */
  private static final int LETTERS_AT_ONCE = 8;

  private static final Duration INVISIBLE = Duration.ofSeconds(30);
  private static final int THREADS = 2;

  /** Twice the time that it takes to find out that the database is unavailable. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

  /** How long a lane, with orders waiting behind it, waits for the store. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Bean
  DeadLetterMetrics deadLetterMetrics(JdbcTemplate jdbc, MeterRegistry meters) {
    return new DeadLetterMetrics(jdbc, meters);
  }

  @Bean
  OperatorActionTable actionTable(JdbcTemplate jdbc) {
    return new OperatorActionTable(jdbc);
  }

  @Bean
  DeadLetterTable deadLetterTable(JdbcTemplate jdbc, Topics topics) {
    return new DeadLetterTable(jdbc, topics.orderEvents());
  }

  @Bean
  ReplayedDeadLetters replayedDeadLetters(JdbcTemplate jdbc) {
    return new ReplayedDeadLetters(jdbc);
  }

  @Bean
  ReplayJobTable runTable(JdbcTemplate jdbc) {
    return new ReplayJobTable(jdbc);
  }

  @Bean
  StoppedReplay stoppedReplay(
      JdbcTemplate jdbc,
      ReplayedDeadLetters deadLetters,
      OperatorActionTable actions,
      PlatformTransactionManager transactions) {
    return new StoppedReplay(jdbc, deadLetters, actions, new RetryingTransactions(transactions));
  }

  /** This bean is for the intake, which must not wait for the store. */
  @Primary
  @Bean
  DeadLetterStore deadLetterStore(DatabaseDeadLetterStore store) {
    return new CircuitBreakingStore(store, LEFT_ALONE, PATIENCE);
  }

  @Bean
  DatabaseDeadLetterStore tableStore(
      DeadLetterTable deadLetters,
      OperatorActionTable actions,
      PlatformTransactionManager transactions,
      DeadLetterMetrics metrics) {
    return new DatabaseDeadLetterStore(
        deadLetters, actions, new RetryingTransactions(transactions), metrics);
  }

  @Bean
  DeadLetterPublisher deadLetterPublisher(
      RocketMqClient broker, Topics topics, DeadLetterStore store) {
    return new DeadLetterPublisher(broker, topics.stockDeadLetters(), store);
  }

  @Bean
  DeadLetterService deadLetterService(
      JdbcTemplate jdbc,
      DeadLetterTable deadLetters,
      ReplayedDeadLetters replayed,
      OperatorActionTable actions,
      ReplayJobTable runs,
      StoppedReplay stopped,
      EventCheck events,
      Topics topics,
      PlatformTransactionManager transactions) {
    return new DeadLetterService(
        new DeadLetterReader(jdbc),
        deadLetters,
        replayed,
        actions,
        runs,
        stopped,
        new ReplayCheck(events, topics.orderEvents()),
        new RetryingTransactions(transactions));
  }

  @Bean
  QuarantineReplayer afterQuarantine(
      JdbcTemplate jdbc,
      Shards shards,
      EpochTable epochs,
      ReplayedDeadLetters deadLetters,
      ReplayJobTable runs,
      OperatorActionTable actions,
      PlatformTransactionManager transactions) {
    return new QuarantineReplayer(
        jdbc,
        QuarantinedSkus.of(shards),
        epochs,
        deadLetters,
        runs,
        actions,
        new RetryingTransactions(transactions),
        TimeSource.SYSTEM);
  }

  @Bean
  ReplayWorker replayer(
      RocketMqClient broker,
      JdbcTemplate jdbc,
      ReplayedDeadLetters deadLetters,
      OperatorActionTable actions,
      ReplayJobTable runs,
      StoppedReplay stopped,
      EventCheck events,
      Topics topics,
      DeadLetterProperties properties,
      PlatformTransactionManager transactions,
      DeadLetterMetrics metrics) {
    ReplayCheck acceptance = new ReplayCheck(events, topics.orderEvents());
    return new ReplayWorker(
        new DatabaseReplayStore(
            runs,
            new ReplayQueue(jdbc),
            deadLetters,
            actions,
            stopped,
            new RetryingTransactions(transactions),
            metrics,
            properties.sendAgain()),
        new ReplaySender(broker, new DeadLetterReader(jdbc), acceptance),
        acceptance::answers,
        TimeSource.SYSTEM);
  }

  @Bean
  ConsumerWorkersGroup collectors(
      RocketMqClient broker,
      ConsumerGroups groups,
      Topics topics,
      Shards shards,
      DeadLetterProperties properties,
      DatabaseDeadLetterStore store,
      Clock clock) {
    Collecting collecting = new Collecting(store);
    Map<String, String> given = new LinkedHashMap<>();
    given.put(groups.intake(), topics.orderEvents());
    shards
        .all()
        .forEach(shard -> given.put(groups.ledgerOf(shard.number()), topics.stockJournal()));
    given.putAll(properties.topicOfGroup(topics.stockResults()));
    List<ConsumerWorkers> collectors = new ArrayList<>();
    collectors.add(
        new ConsumerWorkers(
            broker,
            groups.deadLetters(),
            topics.stockDeadLetters(),
            THREADS,
            collecting.by(DeadLetterMessage::read)));
    given.forEach(
        (group, topic) ->
            collectors.add(
                new ConsumerWorkers(
                    broker,
                    groups.deadLetters(),
                    "%DLQ%" + group,
                    1,
                    collecting.by(
                        message -> DeadLetter.exhausted(group, topic, message, clock.millis())),
                    properties.lookAgain())));
    return new ConsumerWorkersGroup(collectors);
  }

  private record Collecting(DeadLetterStore store) {

    ConsumerWorkers.Factory by(Function<MessageView, DeadLetter> reader) {
      return (int number, MessageConsumer consumer) ->
          new ReceiveLoop(
              consumer,
              ReceiveOptions.of(LETTERS_AT_ONCE, INVISIBLE),
              new DeadLetterCollector(reader, store));
    }
  }
}
