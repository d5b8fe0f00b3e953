package io.skuline.tracing;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Turns OpenTelemetry off as a whole unless the address of a collector is set. */
final class TracingSwitch implements EnvironmentPostProcessor {

  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  static boolean isOn(Environment environment) {
    return !environment.getProperty(ENDPOINT, "").isBlank();
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment.getPropertySources().addLast(new WhileOff(environment));
  }

  /** Defaults that count only without the address, which another source may still bring. */
  private static final class WhileOff extends PropertySource<Environment> {

    private static final Set<String> SWITCHES =
        Set.of("management.opentelemetry.enabled", "management.tracing.export.enabled");

    WhileOff(Environment environment) {
      super("tracing-is-off", environment);
    }

    @Override
    public @Nullable Object getProperty(String name) {
      return SWITCHES.contains(name) && !isOn(getSource()) ? "false" : null;
    }
  }
}
