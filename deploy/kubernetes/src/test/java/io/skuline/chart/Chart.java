package io.skuline.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The chart, rendered as for an installation that is named {@code shop}. */
final class Chart {

  static final Path FOLDER = Path.of("skuline");
  static final Helm HELM = new Helm(FOLDER);

  private static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  /**
   * Renders the chart with the values of a file. Helm's library leaves hooks out, so the setup is
   * none here.
   */
  static String render(Path values) {
    return template(HELM).withValuesFile(values).call();
  }

  /** Renders the chart in an archive. */
  static String render(Path archive, Path values) {
    return template(new Helm(archive)).withValuesFile(values).call();
  }

  /** Renders the chart with its own values. */
  static String render() {
    return template(HELM).call();
  }

  private static TemplateCommand template(Helm helm) {
    return helm.template()
        .withName("shop")
        .withNamespace("shop")
        .withKubeVersion("1.33.0")
        .set("setup.asHook", false);
  }

  /** Reads the resources in a text. */
  static List<JsonNode> resources(String text) {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
      return all.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the only resource of a kind whose name ends so. */
  static JsonNode resource(String text, String kind, String nameEnd) {
    List<JsonNode> found =
        resources(text).stream()
            .filter(each -> each.path("kind").asText().equals(kind))
            .filter(each -> each.at("/metadata/name").asText().endsWith(nameEnd))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("Not one " + kind + " but " + found.size());
    }
    return found.get(0);
  }
}
