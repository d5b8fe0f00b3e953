package io.skuline.tracing;

import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

  @Bean
  Traces traces(ObjectProvider<OpenTelemetry> telemetry, Environment environment) {
    return TracingSwitch.isOn(environment)
        ? new OpenTelemetryTraces(telemetry.getObject())
        : Traces.OFF;
  }
}
