package io.skuline.broker;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BrokerProperties.class, Topics.class, Groups.class})
class BrokerConfiguration {

  @Bean
  Broker broker(BrokerProperties properties, Topics topics) {
    return new Broker(properties, topics);
  }
}
