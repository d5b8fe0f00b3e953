package io.skuline.tracing;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Turns OpenTelemetry off as a whole unless the address of a collector is set. */
final class TracingSwitch implements EnvironmentPostProcessor {

  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  static boolean isOn(Environment environment) {
    return !environment.getProperty(ENDPOINT, "").isBlank();
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!isOn(environment)) {
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "tracing-is-off",
                  Map.of(
                      "management.opentelemetry.enabled", "false",
                      "management.tracing.export.enabled", "false")));
    }
  }
}
