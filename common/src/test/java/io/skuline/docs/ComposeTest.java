package io.skuline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the compose file must never lose; .ci/run starts it. */
class ComposeTest {

  private static final Path FOLDER = Path.of("../deploy/compose");
  private static final String TEXT = Docs.text(FOLDER.resolve("compose.yaml"));
  private static final JsonNode FILE = new YAMLMapper().readTree(TEXT);

  @Test
  void everyPublishedPortIsOnThisMachineOnly() {
    List<String> ports =
        FILE.path("services").findValues("ports").stream()
            .flatMap(each -> each.valueStream().map(JsonNode::asString))
            .toList();

    assertThat(ports).hasSize(4).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void noSecretIsInTheRepository() {
    Set<String> examples =
        Docs.text(FOLDER.resolve(".env.example"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .filter(line -> line.contains("="))
            .collect(Collectors.toSet());

    assertThat(examples).isNotEmpty().allMatch(line -> line.endsWith("_PASSWORD="));
    assertThat(Pattern.compile("PASSWORD: (.*)").matcher(TEXT).results().map(each -> each.group(1)))
        .isNotEmpty()
        .allMatch(value -> value.matches("\\$\\{[A-Z_]+PASSWORD(:[-?].*)?}"));
  }

  @Test
  void everyVariableIsInTheExample() {
    String example = Docs.text(FOLDER.resolve(".env.example"));

    assertThat(
            Pattern.compile("\\$\\{([A-Z_]+)").matcher(TEXT).results().map(each -> each.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(example).containsPattern("(?m)^#?" + name + "="));
  }

  @Test
  void theServersAreThoseOfTheTests() {
    String tests =
        Docs.text(
                Path.of(
                    "../deploy/local-stack/src/main/java/io/skuline/stack/container/ContainerStack.java"))
            + Docs.text(
                Path.of(
                    "../deploy/local-stack/src/main/java/io/skuline/stack/container/RocketMqContainers.java"));

    for (String service : List.of("mysql", "redis", "broker")) {
      String image = FILE.path("services").path(service).path("image").asString();
      assertThat(tests)
          .contains(
              '"' + (image.isEmpty() ? FILE.at("/x-rocketmq/image").asString() : image) + '"');
    }
  }
}
