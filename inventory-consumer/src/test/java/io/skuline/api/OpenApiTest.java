package io.skuline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.ValueConstants;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether docs/openapi.yaml says what the code does: every address, parameter and field, and
 * whether a field may be missing or null.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

  private JsonNode document;
  private final Map<String, Method> operations = new TreeMap<>();

  @BeforeAll
  void read() throws Exception {
    try (InputStream yaml = Files.newInputStream(Path.of("../docs/openapi.yaml"))) {
      Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      document = JsonMapper.shared().valueToTree(read);
    }
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    for (var found : scanner.findCandidateComponents("io.skuline.api")) {
      Class<?> type = ClassUtils.forName(found.getBeanClassName(), null);
      if (type != ContainerProblems.class) {
        for (Method method : type.getDeclaredMethods()) {
          add(type, method);
        }
      }
    }
  }

  private void add(Class<?> type, Method method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    if (mapping == null) {
      return;
    }
    RequestMapping below = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
    String prefix = below == null ? "" : below.path()[0];
    String path = prefix + (mapping.path().length == 0 ? "" : mapping.path()[0]);
    operations.put(mapping.method()[0].name().toLowerCase(Locale.ROOT) + " " + path, method);
  }

  private JsonNode operation(String name) {
    String[] parts = name.split(" ", 2);
    return document.path("paths").path(parts[1]).path(parts[0]);
  }

  @Test
  void everyAddressIsDocumentedAndNoOther() {
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(each -> documented.add(each.getKey() + " " + path.getKey())));

    assertThat(documented).isEqualTo(operations.keySet());
  }

  @Test
  void everyParameterIsDocumentedWithItsDefault() {
    operations.forEach(
        (name, method) -> {
          Map<String, String> documented = new TreeMap<>();
          for (JsonNode each : operation(name).path("parameters")) {
            if (each.has("name")) {
              documented.put(
                  each.path("name").asString(),
                  each.path("in").asString()
                      + (each.path("required").asBoolean() ? " required " : " ")
                      + said(each.path("schema"))
                      + each.path("schema").path("default").asString(""));
            }
          }
          assertThat(documented).as(name).isEqualTo(parameters(method));
        });
  }

  private Map<String, String> parameters(Method method) {
    Map<String, String> parameters = new TreeMap<>();
    for (Parameter each : method.getParameters()) {
      RequestParam query = each.getAnnotation(RequestParam.class);
      if (query != null) {
        boolean defaulted = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
        parameters.put(
            query.value().isEmpty() ? each.getName() : query.value(),
            "query"
                + (query.required() && !defaulted ? " required " : " ")
                + meant(each.getParameterizedType())
                + (defaulted ? query.defaultValue() : ""));
      } else if (each.isAnnotationPresent(PathVariable.class)) {
        parameters.put(each.getName(), "path required " + meant(each.getParameterizedType()));
      } else if (each.getType().isRecord() && each.getAnnotations().length == 0) {
        for (RecordComponent part : each.getType().getRecordComponents()) {
          parameters.put(part.getName(), "query " + meant(part.getGenericType()));
        }
      }
    }
    return parameters;
  }

  @Test
  void everyBodyAndAnswerIsDocumented() {
    operations.forEach(
        (name, method) -> {
          JsonNode documented = operation(name);
          for (Parameter each : method.getParameters()) {
            if (each.isAnnotationPresent(RequestBody.class)) {
              JsonNode schema = documented.at("/requestBody/content/application~1json/schema");
              assertThat(said(schema)).as(name).isEqualTo(meant(each.getParameterizedType()));
            }
          }
          ResponseStatus status = method.getAnnotation(ResponseStatus.class);
          String code = status == null ? "200" : Integer.toString(status.value().value());
          JsonNode content = documented.path("responses").path(code).path("content");
          if (method.getReturnType() == void.class) {
            assertThat(content.has("application/x-ndjson")).as(name).isTrue();
          } else {
            assertThat(said(content.path("application/json").path("schema")))
                .as(name)
                .isEqualTo(meant(method.getGenericReturnType()));
          }
        });
  }

  @Test
  void whatNeedsCredentialsSaysSo() {
    operations
        .keySet()
        .forEach(
            name -> {
              boolean open =
                  (name.startsWith("get ") && !name.contains("/dead-letters"))
                      || name.equals("post /stock/check");
              JsonNode operation = operation(name);
              assertThat(operation.path("security").isEmpty()).as(name).isEqualTo(open);
              assertThat(operation.path("responses").has("401")).as(name).isEqualTo(!open);
              assertThat(operation.toString().contains("parameters/requestedBy"))
                  .as(name)
                  .isEqualTo(!name.startsWith("get ") && !open);
              operation
                  .path("responses")
                  .properties()
                  .forEach(
                      response -> {
                        if (response.getKey().compareTo("400") >= 0) {
                          assertThat(response.getValue().path("$ref").asString())
                              .endsWith("/responses/problem");
                        }
                      });
            });
  }

  /** Returns a documented type: fields of objects are written out, so names do not matter. */
  private String said(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asString().replaceAll(".*/", "");
      return said(document.path("components").path("schemas").path(name));
    }
    if (schema.has("oneOf")) {
      return said(schema.path("oneOf").path(0));
    }
    JsonNode type = schema.path("type");
    String word = type.isArray() ? type.path(0).asString() : type.asString();
    if (schema.has("enum")) {
      return schema.path("enum").toString();
    }
    if (word.equals("array")) {
      return "[" + said(schema.path("items")) + "]";
    }
    if (schema.has("properties")) {
      return schema.path("properties").properties().stream()
          .map(
              field ->
                  field.getKey()
                      + (isRequired(schema, field.getKey()) ? "" : "?")
                      + ":"
                      + said(field.getValue())
                      + (isNullable(field.getValue()) ? "|null" : ""))
          .sorted()
          .collect(Collectors.joining(" ", "{", "}"));
    }
    String format = schema.path("format").asString("");
    return word + (format.isEmpty() || format.equals("byte") ? "" : "." + format);
  }

  private static boolean isRequired(JsonNode schema, String field) {
    return schema.path("required").valueStream().anyMatch(each -> each.asString().equals(field));
  }

  private static boolean isNullable(JsonNode schema) {
    return Stream.concat(
            schema.path("type").valueStream(),
            schema.path("oneOf").valueStream().map(each -> each.path("type")))
        .anyMatch(each -> each.asString("").equals("null"));
  }

  /** Returns a type of the code in the same words. */
  private String meant(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class
          ? "object"
          : "[" + meant(generic.getActualTypeArguments()[0]) + "]";
    }
    Class<?> plain = (Class<?>) type;
    if (plain == long.class || plain == Long.class) {
      return "integer.int64";
    }
    if (plain == int.class || plain == Integer.class) {
      return "integer.int32";
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return "boolean";
    }
    if (plain == String.class || plain == byte[].class) {
      return "string";
    }
    if (plain == Instant.class) {
      return "string.date-time";
    }
    if (plain.isEnum()) {
      return Arrays.stream(plain.getEnumConstants())
          .map(each -> "\"" + each + "\"")
          .collect(Collectors.joining(",", "[", "]"));
    }
    assertThat(plain.isRecord()).as(plain.getName()).isTrue();
    return fields(plain).sorted().collect(Collectors.joining(" ", "{", "}"));
  }

  private Stream<String> fields(Class<?> type) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent each : type.getRecordComponents()) {
      if (each.isAnnotationPresent(JsonUnwrapped.class)
          || each.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        fields(each.getType()).forEach(fields::add);
      } else {
        boolean nullable = each.getAnnotatedType().isAnnotationPresent(Nullable.class);
        fields.add(
            each.getName()
                + (nullable ? "?:" : ":")
                + meant(each.getGenericType())
                + (nullable ? "|null" : ""));
      }
    }
    return fields.stream();
  }
}
