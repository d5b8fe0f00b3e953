package io.skuline.spring;

import io.micrometer.observation.ObservationRegistry;
import io.skuline.client.ClientObserver;
import io.skuline.client.OrderEventPublisher;
import io.skuline.client.ResultSubscriber;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Makes the publisher of order events, and what calls the methods that listen to results. */
@AutoConfiguration
@EnableConfigurationProperties(SkulineClientProperties.class)
public final class SkulineAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  SkulineConnectionDetails skulineConnectionDetails(SkulineClientProperties properties) {
    return properties::endpoints;
  }

  @Bean
  ClientOptions skulineClientOptions(
      SkulineClientProperties properties,
      SkulineConnectionDetails connection,
      Environment environment) {
    return new ClientOptions(
        properties, connection.endpoints(), environment.getProperty("spring.application.name", ""));
  }

  @Bean
  @ConditionalOnMissingBean
  ClientObserver skulineClientObserver(ObjectProvider<ObservationRegistry> registry) {
    return new ObservedClient(registry.getIfAvailable(() -> ObservationRegistry.NOOP));
  }

  /** Connects only when somebody asks for it: an application may only listen. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  OrderEventPublisher orderEventPublisher(ClientOptions options, ClientObserver observer) {
    return OrderEventPublisher.connect(options.publisher(), observer);
  }

  @Bean
  static ListenerMethods skulineListenerMethods() {
    return new ListenerMethods();
  }

  @Bean
  @ConditionalOnMissingBean
  SubscriberConnector skulineSubscriberConnector(ClientObserver observer) {
    return (options, listener) -> ResultSubscriber.connect(options, listener, observer)::close;
  }

  @Bean
  ListenerLifecycle skulineListenerLifecycle(
      ListenerMethods methods,
      ClientOptions options,
      SubscriberConnector connector,
      ApplicationEventPublisher events) {
    return new ListenerLifecycle(methods, options, connector, events);
  }
}
