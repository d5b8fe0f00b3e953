package io.skuline.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracingSwitchTest {

  private static final String ENABLED = "management.opentelemetry.enabled";

  private final StandardEnvironment environment = new StandardEnvironment();

  TracingSwitchTest() {
    new TracingSwitch().postProcessEnvironment(environment, new SpringApplication());
  }

  @Test
  void withoutAnAddressOpenTelemetryIsOff() {
    assertThat(TracingSwitch.isOn(environment)).isFalse();
    assertThat(environment.getProperty(ENABLED)).isEqualTo("false");
  }

  @Test
  void anAddressThatIsFoundLaterTurnsItOn() {
    set("management.opentelemetry.tracing.export.otlp.endpoint", "http://127.0.0.1:4318/v1/traces");
    assertThat(TracingSwitch.isOn(environment)).isTrue();
    assertThat(environment.getProperty(ENABLED)).isNull();
  }

  @Test
  void whoSwitchesByHandIsObeyed() {
    set(ENABLED, "true");
    assertThat(environment.getProperty(ENABLED)).isEqualTo("true");
  }

  @Test
  @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
  void springBootCanLookThroughAllSources() {
    ConfigurationPropertySources.attach(environment);
    assertThat(environment.getProperty("no.such.setting")).isNull();
    assertThat(environment.getProperty(ENABLED)).isEqualTo("false");
  }

  private void set(String name, String value) {
    environment.getPropertySources().addFirst(new MapPropertySource(name, Map.of(name, value)));
  }
}
