package io.skuline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether docs/openapi.yaml is a good OpenAPI document, whatever it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiLintTest {

  private static final Path PAGE = Path.of("../docs/openapi.yaml");
  private static final Pattern IN_PATH = Pattern.compile("\\{([^}]*)}");

  private String text;
  private JsonNode document;

  @BeforeAll
  void read() throws IOException {
    text = Files.readString(PAGE);
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    document = JsonMapper.shared().valueToTree(new Yaml(new SafeConstructor(strict)).load(text));
  }

  @Test
  void itIsAnOpenApiDocument() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    assertThat(new OpenAPIV3Parser().readContents(text, null, options).getMessages()).isEmpty();
    assertThat(document.path("openapi").asString()).startsWith("3.1");
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> used = new HashSet<>();
    for (JsonNode each : document.findValues("$ref")) {
      String reference = each.asString();
      assertThat(reference).startsWith("#/");
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
      used.add(reference);
    }
    for (JsonNode security : document.findValues("security")) {
      for (JsonNode each : security) {
        each.propertyNames().forEach(name -> used.add("#/components/securitySchemes/" + name));
      }
    }
    List<String> there = new ArrayList<>();
    document
        .path("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .propertyNames()
                    .forEach(name -> there.add("#/components/" + kind.getKey() + "/" + name)));
    assertThat(used).containsAll(there);
  }

  @Test
  void everyOperationIsDescribed() {
    Set<String> ids = new HashSet<>();
    List<String> tags =
        document.path("tags").valueStream().map(tag -> tag.path("name").asString()).toList();
    operations()
        .forEach(
            operation -> {
              String id = operation.path("operationId").asString();
              assertThat(id).matches("[a-z][A-Za-z]*");
              assertThat(ids.add(id)).as("the only %s", id).isTrue();
              assertThat(operation.path("summary").asString()).as(id).isNotBlank();
              assertThat(operation.has("security")).as("%s says who may", id).isTrue();
              assertThat(operation.path("tags").valueStream().map(JsonNode::asString))
                  .as(id)
                  .hasSize(1)
                  .isSubsetOf(tags);
            });
  }

  @Test
  void everyResponseIsDescribedAndSomeAreGood() {
    operations()
        .forEach(
            operation -> {
              String id = operation.path("operationId").asString();
              JsonNode responses = operation.path("responses");
              assertThat(responses.propertyNames()).as(id).anyMatch(code -> code.startsWith("2"));
              responses
                  .properties()
                  .forEach(
                      each -> {
                        JsonNode response = resolved(each.getValue());
                        assertThat(response.path("description").asString()).as(id).isNotBlank();
                        if (each.getKey().startsWith("4") || each.getKey().startsWith("5")) {
                          assertThat(response.path("content").propertyNames())
                              .as("%s %s", id, each.getKey())
                              .containsExactly("application/problem+json");
                        }
                      });
            });
  }

  @Test
  void everyParameterIsDescribedAndThoseInThePathAreThere() {
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .forEach(
                        operation -> {
                          Set<String> inPath = new HashSet<>();
                          Set<String> all = new HashSet<>();
                          for (JsonNode each : operation.path("parameters")) {
                            JsonNode parameter = resolved(each);
                            String name = parameter.path("name").asString();
                            String in = parameter.path("in").asString();
                            assertThat(all.add(in + " " + name)).as(path.getKey()).isTrue();
                            assertThat(parameter.path("description").asString())
                                .as("%s of %s", name, path.getKey())
                                .isNotBlank();
                            if (in.equals("path")) {
                              inPath.add(name);
                            }
                          }
                          assertThat(inPath).isEqualTo(names(path.getKey()));
                        }));
  }

  @Test
  void whatIsRequiredIsThere() {
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("required")
                    .forEach(
                        name ->
                            assertThat(schema.getValue().path("properties").has(name.asString()))
                                .as("%s of %s", name, schema.getKey())
                                .isTrue()));
  }

  private List<JsonNode> operations() {
    return document.path("paths").valueStream().flatMap(JsonNode::valueStream).toList();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
  }

  private static Set<String> names(String path) {
    Set<String> names = new HashSet<>();
    Matcher found = IN_PATH.matcher(path);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }
}
