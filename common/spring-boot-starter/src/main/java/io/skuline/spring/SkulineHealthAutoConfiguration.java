package io.skuline.spring;

import io.skuline.client.ClientObserver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Makes the health indicator, if the application has any. */
@AutoConfiguration(after = SkulineAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ListenerLifecycle.class)
@ConditionalOnEnabledHealthIndicator("skuline")
public final class SkulineHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "skulineHealthIndicator")
  SkulineHealthIndicator skulineHealthIndicator(
      ClientOptions options, ClientObserver observer, ListenerLifecycle listeners) {
    return new SkulineHealthIndicator(options.endpoints(), observer, listeners);
  }
}
