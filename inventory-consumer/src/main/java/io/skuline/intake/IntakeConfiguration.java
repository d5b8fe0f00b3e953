package io.skuline.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.broker.Broker;
import io.skuline.broker.Groups;
import io.skuline.broker.ReceiveLoop;
import io.skuline.broker.Receivers;
import io.skuline.broker.Reception;
import io.skuline.broker.Time;
import io.skuline.broker.Topics;
import io.skuline.clock.DatabaseClock;
import io.skuline.clock.WhileClockAgrees;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deduction.DeductionEngine;
import io.skuline.journal.Journal;
import io.skuline.result.ResultPublisher;
import io.skuline.wire.EventCodec;
import java.time.Clock;
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
      Broker broker,
      Groups groups,
      Topics topics,
      IntakeProperties properties,
      DeductionEngine engine,
      EventCodec codec,
      EventReader reader,
      DeadLetterPublisher deadLetters,
      DeadLetterStore store,
      MeterRegistry meters) {
    IntakeMetrics metrics = new IntakeMetrics(meters);
    Pipeline pipeline =
        new Pipeline(
            engine,
            new Journal(broker, topics.stockJournal()),
            new ResultPublisher(broker, topics.stockResults(), codec),
            deadLetters,
            store);
    Receivers receivers =
        new Receivers(
            broker,
            groups.intake(),
            topics.orderEvents(),
            properties.lanes(),
            (number, consumer) ->
                new ReceiveLoop(
                    broker,
                    consumer,
                    Reception.of(properties.batchSize(), properties.invisible())
                        .atOnce(properties.receives(), DeductionEngine.MAX_EVENTS),
                    new Lane(number, properties.attempts(), reader, pipeline, metrics)));
    return new WhileClockAgrees(receivers, databaseClock, Time.SYSTEM);
  }

  /**
   * As {@link IntakeProperties} reads it. Spring's own condition would take "off" for a property
   * that is set, and so for on.
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
