package io.skuline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds {@code docs/configuration.md} against the metadata that the compiler creates from the
 * settings' records. The option {@code -Dskuline.write-docs=true} writes the lists between the
 * page's markers anew. Everything else on the page is written by hand.
 */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  private static final Path METADATA =
      Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

  private static final String WRITE =
      "docs/configuration.md is not what the settings' Javadoc says; write it anew by"
          + " ./mvnw -pl inventory-consumer -am test -Dtest=ConfigurationPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dskuline.write-docs=true";

  private static final Pattern LIST =
      Pattern.compile(
          "(<!-- settings of (\\S+) -->\n).*?(<!-- end of settings -->)", Pattern.DOTALL);

  /** A setting of Spring Boot that the page names with a default. */
  private static final Pattern OF_SPRING_BOOT =
      Pattern.compile("\\* \\*\\*`((?!skuline)[a-z.-]+)`\\*\\* \\(default `([^`]+)`");

  private static final int COLUMNS = 120;

  @Test
  void thePageListsWhatTheServiceReads() throws IOException {
    Map<String, String> lists = lists();
    String page = Files.readString(PAGE);
    String right =
        LIST.matcher(page)
            .replaceAll(
                found -> {
                  String list = lists.getOrDefault(found.group(2), "");
                  return Matcher.quoteReplacement(found.group(1) + list + found.group(3));
                });

    if (Boolean.getBoolean("skuline.write-docs")) {
      Files.writeString(PAGE, right);
      page = right;
    }
    assertThat(page).as(WRITE).isEqualTo(right);
    assertThat(LIST.matcher(page).results().map(each -> each.group(2)))
        .as("prefixes that have a list in docs/configuration.md")
        .containsExactlyInAnyOrderElementsOf(lists.keySet());
  }

  @Test
  void everySettingIsDescribed() throws IOException {
    assertThat(properties())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.path("description").asString(""))
                    .as(each.path("name").asString())
                    .matches("[A-Z](?s:.)*\\.")
                    .doesNotContain("@value", "@link", "#"));
  }

  /** The part of the page about Spring Boot's own settings names what this service changes. */
  @Test
  void defaultsOfSpringBootsSettingsAreTheServices() throws IOException {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    Properties defaults = yaml.getObject();
    List<MatchResult> named = OF_SPRING_BOOT.matcher(Files.readString(PAGE)).results().toList();

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.group(2))
                    .as(each.group(1))
                    .isEqualTo(String.valueOf(defaults.get(each.group(1)))));
  }

  /** Returns the list of each prefix. */
  private static Map<String, String> lists() throws IOException {
    Map<String, String> lists = new TreeMap<>();
    for (JsonNode each : properties()) {
      String[] parts = each.path("name").asString().split("\\.", 3);
      lists.merge(parts[0] + "." + parts[1], item(each), String::concat);
    }
    return lists;
  }

  private static List<JsonNode> properties() throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(METADATA))
        .path("properties")
        .valueStream()
        .toList();
  }

  private static String item(JsonNode property) {
    String value = property.path("defaultValue").asString("");
    String text =
        "* **`%s`** (%s, %s): %s"
            .formatted(
                property.path("name").asString(),
                type(property.path("type").asString()),
                value.isEmpty() ? "no default" : "default `%s`".formatted(value),
                property
                    .path("description")
                    .asString("")
                    .replaceAll("\\s+", " ")
                    .replaceAll("\\{@code ((?:[^{}]|\\{[^{}]*})*)}", "`$1`"));
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append("\n  ");
        column = 2;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }

  private static String type(String name) {
    if (name.startsWith(List.class.getName())) {
      return "list";
    }
    if (name.equals(Duration.class.getName())) {
      return "duration";
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "String" -> "text";
      case "Boolean" -> "`true` or `false`";
      case "Integer" -> "whole number";
      default -> constants(name);
    };
  }

  private static String constants(String type) {
    try {
      return Arrays.stream(Class.forName(type).getEnumConstants())
          .map(each -> "`" + each.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(" or "));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a setting of the type " + type, e);
    }
  }
}
