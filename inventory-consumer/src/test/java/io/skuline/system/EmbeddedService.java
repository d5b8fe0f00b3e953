package io.skuline.system;

import io.skuline.InventoryConsumer;
import io.skuline.settings.SettingsCheck;
import io.skuline.stack.process.Ports;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * The whole service within the JVM of the tests, which starts in a fraction of the time of a {@link
 * ServiceProcess}. It is for tests that only use the service; those that kill it or let it stand
 * still, and those about its start, need a process.
 */
public final class EmbeddedService extends RunningService {

  static {
    // The tests' own configuration stays.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
  }

  /** The tests are in the service's packages, and not a part of it. */
  private static final class WithoutTests extends TypeExcludeFilter {
    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
      String place = type.getResource().getURL().toString();
      return place.contains("/test-classes/") || place.contains("-tests.jar!");
    }
  }

  private final ConfigurableApplicationContext context;

  private EmbeddedService(ConfigurableApplicationContext context, int port) {
    this.context = context;
    answersAt(port);
  }

  /** Starts the service and waits until it is ready. */
  public static EmbeddedService start(Installation installation) {
    return start(installation, Map.of());
  }

  /**
   * Starts the service and waits until it is ready.
   *
   * @param settings further environment variables
   */
  public static EmbeddedService start(Installation installation, Map<String, String> settings) {
    EmbeddedService service = launch(installation, settings);
    service.awaitReady();
    return service;
  }

  /** Starts the service without waiting until it is ready. */
  public static EmbeddedService launch(Installation installation, Map<String, String> settings) {
    return launch(installation, settings, Map.of());
  }

  /**
   * Starts the service without waiting until it is ready.
   *
   * @param parts what the service has in addition, by the names of its beans
   */
  static EmbeddedService launch(
      Installation installation, Map<String, String> settings, Map<String, Object> parts) {
    int port = Ports.orFree(0);
    Map<String, Object> variables = new HashMap<>(System.getenv());
    variables.putAll(installation.environment());
    variables.putAll(ServiceProcess.SOON);
    variables.putAll(settings);
    variables.put("SERVER_PORT", Integer.toString(port));
    StandardEnvironment environment = new StandardEnvironment();
    // Those of the tests' JVM are no settings of a service.
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    SpringApplication application = new SpringApplication(InventoryConsumer.class);
    application.setEnvironment(environment);
    application.addInitializers(
        new SettingsCheck(),
        context -> context.getBeanFactory().registerSingleton("withoutTests", new WithoutTests()),
        context -> parts.forEach(context.getBeanFactory()::registerSingleton));
    application.setRegisterShutdownHook(false);
    return new EmbeddedService(application.run(), port);
  }

  @Override
  public void awaitReady() {
    awaitReady("readiness of the service", context::isRunning);
  }

  @Override
  public void close() {
    context.close();
  }
}
