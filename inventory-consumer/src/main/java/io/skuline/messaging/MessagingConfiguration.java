package io.skuline.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BrokerProperties.class, Topics.class, ConsumerGroups.class})
class MessagingConfiguration {

  @Bean
  RocketMqClient broker(BrokerProperties properties, Topics topics, MeterRegistry meters) {
    RocketMqClient broker = new RocketMqClient(properties, topics);
    Gauge.builder("skuline.rocketmq.batch.rpc", broker, b -> b.usesBatchRpc() ? 1 : 0)
        .description("1 if many messages are sent or acknowledged in one call")
        .register(meters);
    return broker;
  }

  /** This happens before the parts of the service are stopped one after the other. */
  @Bean
  ApplicationListener<ContextClosedEvent> noNewConnections(RocketMqClient broker) {
    return event -> broker.end();
  }
}
