package io.skuline.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Knows the names of all settings: a mistyped one would do nothing, and nobody would notice. */
final class KnownNames {

  private static final Logger log = LoggerFactory.getLogger(KnownNames.class);

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("skuline");

  /** The names, in the form of {@link #plain}. */
  private final Set<String> names = new TreeSet<>();

  /** The beginnings of names, in the form of {@link #plain}. */
  private final Set<String> sections = new TreeSet<>();

  /**
   * @param settings the records of settings
   */
  KnownNames(Collection<Class<? extends Record>> settings) {
    for (Class<? extends Record> each : settings) {
      String prefix = plain(each.getAnnotation(ConfigurationProperties.class).value());
      sections.add(prefix);
      add(prefix, each);
    }
  }

  private void add(String prefix, Class<?> settings) {
    for (RecordComponent component : settings.getRecordComponents()) {
      String name = prefix + plain(component.getName());
      Class<?> type = elementType(component.getGenericType(), component.getType());
      if (type.isRecord()) {
        add(name, type);
      } else {
        names.add(name);
      }
    }
  }

  private static Class<?> elementType(Type generic, Class<?> type) {
    return generic instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> element
        ? element
        : type;
  }

  /**
   * Refuses names that are no settings. The environment of the process may have variables for other
   * programs, and many that were not written by hand, so those are only reported.
   *
   * @throws IllegalArgumentException if a file or an argument names a setting that does not exist
   */
  void require(ConfigurableEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource each) {
        boolean ofTheProcess =
            source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
        each.stream()
            .filter(ROOT::isAncestorOf)
            .filter(name -> !names.contains(plain(name.toString())))
            .forEach(name -> unknown(name, ofTheProcess));
      }
    }
  }

  private void unknown(ConfigurationPropertyName name, boolean ofTheProcess) {
    if (!ofTheProcess) {
      throw new IllegalArgumentException("There is no setting " + name);
    }
    if (sections.stream().anyMatch(plain(name.toString())::startsWith)) {
      log.warn("There is no setting {}; an environment variable of that name does nothing", name);
    }
  }

  /**
   * Removes the parts of a name that may be written in several ways: case, dashes, and the numbers
   * of elements.
   */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
