package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the pages against the settings' metadata, and against the shop that a test runs. */
class SpringPagesTest {

  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Path METADATA =
      Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

  @Test
  void everySettingIsThereWithItsDefault() {
    String page = text(DOCS.resolve("spring.md"));
    JsonNode settings = JsonMapper.shared().readTree(text(METADATA)).get("properties");

    assertThat(settings).isNotEmpty();
    for (JsonNode setting : settings) {
      String name = setting.get("name").stringValue();
      String standard =
          setting.optional("defaultValue").map(value -> "`" + plain(value) + "`").orElse("");
      assertThat(page).contains("| `" + name + "` | " + standard);
      assertThat(setting.path("description").stringValue("")).as(name).endsWith(".");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spring.md", "outbox.md"})
  void everyJavaExampleIsInTheShop(String page) {
    String shop = withoutSpace(sources(DOCS.resolve("examples/shop/src/main/java")));
    List<String> examples =
        Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL)
            .matcher(text(DOCS.resolve(page)))
            .results()
            .map(match -> withoutSpace(match.group(1)))
            .toList();

    assertThat(examples).hasSize(2).allSatisfy(example -> assertThat(shop).contains(example));
  }

  @Test
  void theShopUsesTheVersionsOfThisBuild() {
    String shop = text(DOCS.resolve("examples/shop/pom.xml"));
    String build = text(DOCS.resolve("../pom.xml"));
    String version = "<version>%s</version>";
    assertThat(build)
        .contains(version.formatted(element(shop, "skuline.version")))
        .contains("<spring-boot.version>%s<".formatted(element(shop, "version")));
  }

  /** Returns the text of the first element with this name. */
  private static String element(String pom, String name) {
    int start = pom.indexOf("<" + name + ">") + name.length() + 2;
    return pom.substring(start, pom.indexOf("</", start));
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static String sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(SpringPagesTest::text)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
