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
  private static final class WhileOff extends PropertySource<Object> {

    private static final Set<String> SWITCHES =
        Set.of("management.opentelemetry.enabled", "management.tracing.export.enabled");

    private final Environment environment;

    WhileOff(Environment environment) {
      // Not the environment: Spring Boot would look into it, find this, look into it, and so on.
      super("tracing-is-off", new Object());
      this.environment = environment;
    }

    @Override
    public @Nullable Object getProperty(String name) {
      return SWITCHES.contains(name) && !isOn(environment) ? "false" : null;
    }
  }
}
