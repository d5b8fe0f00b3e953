package io.skuline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Skuline says about the vulnerabilities that scanners find in RocketMQ's client. */
class VexTest {

  private static final JsonNode FILE =
      new JsonMapper().readTree(Docs.text(Path.of("../deploy/skuline.openvex.json")));

  /** What a status must come with, by the specification of OpenVEX. */
  private static final Map<String, Set<String>> NEEDED =
      Map.of(
          "not_affected", Set.of("justification", "impact_statement"),
          "affected", Set.of("action_statement"),
          "fixed", Set.of("status_notes"));

  @Test
  void everyStatementSaysWhy() {
    assertThat(FILE.path("@context").asString()).isEqualTo("https://openvex.dev/ns/v0.2.0");
    assertThat(FILE.path("statements").size()).isPositive();
    Set<String> seen = new HashSet<>();
    for (JsonNode statement : FILE.path("statements")) {
      String name = statement.path("vulnerability").path("name").asString();
      assertThat(name).matches("(CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3})");
      assertThat(seen.add(name)).as("%s once", name).isTrue();
      for (String field : NEEDED.get(statement.path("status").asString())) {
        assertThat(statement.path(field).asString()).as(name).isNotBlank();
      }
    }
  }

  /** With another version of the client, every statement has to be looked at again. */
  @Test
  void theStatementsAreAboutTheClientThatIsUsed() {
    Matcher version =
        Pattern.compile("<rocketmq-client.version>(.*)</")
            .matcher(Docs.text(Path.of("../pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(FILE.findValues("subcomponents"))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.get(0).path("@id").asString())
                    .isEqualTo(
                        "pkg:maven/org.apache.rocketmq/rocketmq-client-java@" + version.group(1)));
  }
}
