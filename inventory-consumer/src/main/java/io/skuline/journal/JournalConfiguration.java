package io.skuline.journal;

import io.skuline.messaging.MessageProducer;
import io.skuline.messaging.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

  @Bean
  Journal journal(MessageProducer producer, Topics topics) {
    return new Journal(producer, topics.stockJournal());
  }
}
