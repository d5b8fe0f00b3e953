package io.skuline.console;

import io.skuline.audit.Audit;
import io.skuline.deduction.StockLevels;
import io.skuline.history.Fold;
import io.skuline.history.MovementHistory;
import io.skuline.shard.Shards;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParameters());
  }

  @Bean
  Audit audit(Shards shards, StockLevels levels) {
    return new Audit(shards, levels);
  }

  @Bean
  MovementHistory movementHistory(Shards shards) {
    return new MovementHistory(shards);
  }

  @Bean
  Fold fold(Shards shards) {
    return new Fold(shards);
  }
}
