package io.skuline.api;

import io.skuline.deduction.StandingEpochs;
import io.skuline.deduction.StockLevels;
import io.skuline.store.MovementReader;
import io.skuline.store.shard.Shards;
import io.skuline.verification.Audit;
import io.skuline.verification.LedgerVerifier;
import java.time.Instant;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParameters()).excludePathPatterns(ContainerProblems.PATH);
  }

  /** Instants are read in a query as in a body; Spring would take a number for milliseconds. */
  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, Instant.class, StrictInstant::parse);
  }

  /**
   * A number is not accepted as text; {@code spring.jackson} has the other types that are not
   * accepted for one another.
   */
  @Bean
  JsonMapperBuilderCustomizer textIsText() {
    return builder ->
        builder
            .addModule(new SimpleModule().addDeserializer(Instant.class, new StrictInstant()))
            .withCoercionConfig(
                LogicalType.Textual,
                coercion ->
                    coercion
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverProblems() {
    return server ->
        server.addContextCustomizers(
            context ->
                ((StandardHost) context.getParent())
                    .setErrorReportValveClass(ServerProblems.class.getName()));
  }

  @Bean
  Audit audit(Shards shards, StockLevels levels, StandingEpochs standing) {
    return new Audit(shards, levels, standing);
  }

  @Bean
  MovementReader movementHistory(Shards shards) {
    return new MovementReader(shards);
  }

  @Bean
  LedgerVerifier verifier(Shards shards) {
    return new LedgerVerifier(shards);
  }
}
