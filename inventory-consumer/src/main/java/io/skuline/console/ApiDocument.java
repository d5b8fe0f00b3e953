package io.skuline.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the HTTP API, as its page shows it.
 *
 * @param about what is true of every request
 */
public record ApiDocument(String about, List<Group> groups, List<Schema> schemas, String text) {

  private static final String RESOURCE = "openapi.yaml";

  /** Requests that belong together. */
  public record Group(String name, String about, List<Operation> operations) {}

  /**
   * A request.
   *
   * @param access who may send it
   * @param sends the type of its body; empty for none
   */
  public record Operation(
      String id,
      String method,
      String path,
      String summary,
      String access,
      List<Field> parameters,
      Type sends,
      List<Answer> answers) {}

  /** A parameter or a field; its hint is empty if there is nothing to say. */
  public record Field(String name, Type type, boolean required, String hint) {}

  /**
   * A type.
   *
   * @param schema the schema that it refers to; empty for none
   */
  public record Type(String words, String schema) {}

  /** An answer that is no refusal. */
  public record Answer(String status, String about, Type type) {}

  /** A type with a name: fields, or the values that it may have. */
  public record Schema(String name, String about, List<Field> fields, List<String> values) {}

  static ApiDocument read() {
    try (InputStream yaml = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException(RESOURCE + " is not in the service's jar");
      }
      String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return of(JsonMapper.shared().valueToTree(tree), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiDocument of(JsonNode document, String text) {
    List<Group> groups = new ArrayList<>();
    for (JsonNode tag : document.path("tags")) {
      String name = tag.path("name").asString("");
      groups.add(new Group(name, tag.path("description").asString(""), operations(document, name)));
    }
    List<Schema> schemas = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each :
        document.path("components").path("schemas").properties()) {
      schemas.add(schema(each.getKey(), each.getValue()));
    }
    return new ApiDocument(
        document.path("info").path("description").asString(""), groups, schemas, text);
  }

  private static List<Operation> operations(JsonNode document, String tag) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        if (tag.equals(each.getValue().path("tags").path(0).asString(""))) {
          operations.add(operation(each.getKey(), path.getKey(), each.getValue()));
        }
      }
    }
    return operations;
  }

  private static Operation operation(String method, String path, JsonNode operation) {
    List<Field> parameters = new ArrayList<>();
    for (JsonNode each : operation.path("parameters")) {
      if (each.has("name")) {
        JsonNode standard = each.path("schema").path("default");
        String hint = each.path("description").asString("");
        parameters.add(
            new Field(
                each.path("name").asString(""),
                type(each.path("schema")),
                each.path("required").asBoolean(),
                standard.isMissingNode() ? hint : hint + "; default " + standard.asString("")));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : operation.path("responses").properties()) {
      if (each.getValue().has("content")) {
        answers.add(
            new Answer(
                each.getKey(),
                each.getValue().path("description").asString(""),
                type(content(each.getValue()).path("schema"))));
      }
    }
    return new Operation(
        operation.path("operationId").asString(""),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("summary").asString(""),
        operation.path("security").isEmpty() ? "anybody" : "an operator",
        parameters,
        type(content(operation.path("requestBody")).path("schema")),
        answers);
  }

  private static JsonNode content(JsonNode body) {
    JsonNode content = body.path("content");
    return content.properties().stream().map(Map.Entry::getValue).findFirst().orElse(content);
  }

  private static Schema schema(String name, JsonNode schema) {
    List<Field> fields = new ArrayList<>();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(each -> required.add(each.asString("")));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      fields.add(
          new Field(each.getKey(), type(each.getValue()), required.contains(each.getKey()), ""));
    }
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(each -> values.add(each.asString("")));
    return new Schema(name, schema.path("description").asString(""), fields, values);
  }

  private static Type type(JsonNode schema) {
    if (schema.has("oneOf")) {
      return type(schema.path("oneOf").path(0));
    }
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asString("").replaceAll(".*/", "");
      return new Type(name, name);
    }
    JsonNode type = schema.path("type");
    String word = type.isArray() ? type.path(0).asString("") : type.asString("");
    if (word.equals("array")) {
      Type items = type(schema.path("items"));
      return new Type("list of " + items.words(), items.schema());
    }
    String format = schema.path("format").asString("");
    return new Type(format.isEmpty() ? word : word + " (" + format + ")", "");
  }
}
