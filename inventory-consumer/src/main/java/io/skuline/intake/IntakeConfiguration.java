package io.skuline.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.clock.DatabaseClock;
import io.skuline.clock.WhileClockAgrees;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.LentUnits;
import io.skuline.hot.OrderRates;
import io.skuline.journal.Journal;
import io.skuline.messaging.ConsumerGroups;
import io.skuline.messaging.ConsumerWorkers;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.messaging.ReceiveOptions;
import io.skuline.messaging.RocketMqClient;
import io.skuline.messaging.Topics;
import io.skuline.tracing.Traces;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeConfiguration {

  @Bean
  EventReader eventReader(EventCodec codec, Clock clock) {
    return new EventReader(codec, clock);
  }

  @Bean
  @Conditional(EnabledConfiguration.class)
  WhileClockAgrees intake(
      DatabaseClock databaseClock,
      RocketMqClient broker,
      ConsumerGroups groups,
      Topics topics,
      IntakeProperties properties,
      DeductionEngine engine,
      ObjectProvider<LentUnits> lent,
      Journal journal,
      EventCodec codec,
      EventReader reader,
      DeadLetterPublisher deadLetters,
      DeadLetterStore store,
      OrderRates rates,
      MeterRegistry meters,
      Traces traces) {
    IntakeMetrics metrics = new IntakeMetrics(meters);
    Pipeline pipeline =
        new Pipeline(
            engine,
            lent.getIfAvailable(() -> LentUnits.NONE),
            journal,
            new ResultPublisher(broker, topics.stockResults(), codec),
            deadLetters,
            store,
            properties.fencePatience(),
            traces);
    ConsumerWorkers receivers =
        new ConsumerWorkers(
            broker,
            groups.intake(),
            topics.orderEvents(),
            properties.lanes(),
            (number, consumer) ->
                new ReceiveLoop(
                    consumer,
                    ReceiveOptions.of(properties.batchSize(), properties.invisible())
                        .atOnce(properties.receives(), DeductionEngine.MAX_EVENTS),
                    new IntakeWorker(
                        number, properties.attempts(), reader, pipeline, metrics, rates)));
    return new WhileClockAgrees(receivers, databaseClock, TimeSource.SYSTEM);
  }

  /**
   * Reads the setting as {@link IntakeProperties} does. Spring's own condition would take "off" for
   * a property that is set, and so for on.
   */
  static final class EnabledConfiguration implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Binder.get(context.getEnvironment())
          .bind("skuline.intake.enabled", Boolean.class)
          .orElse(true);
    }
  }
}
