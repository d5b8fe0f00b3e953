package io.skuline.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.deduction.StandingEpochs;
import io.skuline.deduction.StockLevels;
import io.skuline.store.MovementReader;
import io.skuline.store.shard.Shards;
import io.skuline.verification.Audit;
import io.skuline.verification.LedgerVerifier;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(
        new HandlerInterceptor() {
          @Override
          public boolean preHandle(
              HttpServletRequest request, HttpServletResponse response, Object handler) {
            StockShortcut.requireNotFailed(request);
            return true;
          }
        });
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

  /**
   * It comes before every other filter. It is created with the web server, which must not be what
   * creates the controller and all it needs.
   */
  @Bean
  FilterRegistrationBean<StockShortcut> stockShortcut(
      ObjectProvider<StockController> stock,
      ObjectProvider<MeterRegistry> meters,
      JsonMapper json) {
    var shortcut =
        new FilterRegistrationBean<>(
            new StockShortcut(SingletonSupplier.of(stock::getObject), meters::getObject, json));
    shortcut.addUrlPatterns("/stock/*");
    shortcut.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return shortcut;
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
