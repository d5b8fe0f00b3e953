package io.skuline.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

  private static final Path ALL = Path.of("src/test/values/everything.yaml");

  @TempDir private Path temporary;

  static Stream<Path> values() throws IOException {
    try (Stream<Path> files = Files.list(ALL.getParent())) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void helmHasNothingToComplainAbout() {
    LintResult result = Chart.HELM.lint().strict().call();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("values")
  void kubernetesKnowsEveryField(Path values) {
    List<JsonNode> resources = Chart.resources(Chart.render(values));
    assertThat(resources).hasSizeGreaterThan(3);
    assertThat(resources).flatMap(KubernetesModel::problems).isEmpty();
  }

  @Test
  void aFieldThatKubernetesDoesNotHaveWouldBeFound() {
    String wrong = Chart.render().replace("readinessProbe:", "readynessProbe:");
    assertThat(Chart.resources(wrong))
        .flatMap(KubernetesModel::problems)
        .singleElement()
        .asString()
        .endsWith(".readynessProbe");
  }

  @ParameterizedTest
  @CsvSource({
    "replica: 3, replica",
    "replicas: 0, replicas",
    "database: {url: 'postgres://x'}, url",
    "redis: {mode: sentinels}, mode",
    "'shutdown: {graceSeconds: 10}', graceSeconds",
    "'database: {password: secret}', password"
  })
  void valuesThatTheSchemaDoesNotAllowAreRefused(String values, String name) throws IOException {
    Path file = Files.writeString(temporary.resolve("values.yaml"), values);
    assertThatThrownBy(() -> Chart.render(file)).hasMessageContaining(name);
  }

  @Test
  void everySecretIsAReference() {
    JsonNode container = container(Chart.render(ALL));
    Set<String> secrets =
        stream(container.path("env"))
            .filter(
                each -> each.path("name").asText().matches(".*(PASSWORD|SECRET_KEY|ACCESS_KEY)"))
            .peek(each -> assertThat(each.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty())
            .map(each -> each.path("name").asText())
            .collect(Collectors.toSet());
    assertThat(secrets)
        .containsExactlyInAnyOrder(
            "SKULINE_ROCKETMQ_ACCESS_KEY",
            "SKULINE_ROCKETMQ_SECRET_KEY",
            "SKULINE_REDIS_PASSWORD",
            "SPRING_DATASOURCE_PASSWORD",
            "SKULINE_CONSOLE_PASSWORD");
    assertThat(Chart.resources(Chart.render(ALL)))
        .noneMatch(each -> each.path("kind").asText().equals("Secret"));
  }

  @Test
  void instancesWhoseStockIsClosedAreReachedByOperatorsAndByPrometheus() {
    String all = Chart.render(ALL);
    JsonNode operators = Chart.resource(all, "Service", "-operators");
    assertThat(operators.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    assertThat(
            Chart.resource(all, "Service", "shop").at("/spec/publishNotReadyAddresses").asBoolean())
        .isFalse();
    JsonNode scraped = Chart.resource(all, "ServiceMonitor", "").at("/spec/selector/matchLabels");
    assertThat(operators.at("/metadata/labels").properties()).containsAll(scraped.properties());
    assertThat(Chart.resource(all, "Ingress", "").toString()).contains("shop-operators");
  }

  @Test
  void aRolloutTakesNoInstanceAwayAndWaitsForItsEvents() throws IOException {
    JsonNode spec = Chart.resource(Chart.render(), "Deployment", "").path("spec");
    assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt()).isZero();
    JsonNode pod = spec.at("/template/spec");
    int pause = pod.at("/containers/0/lifecycle/preStop/exec/command/1").asInt();
    String settings =
        Files.readString(Path.of("../../inventory-consumer/src/main/resources/application.yaml"));
    assertThat(settings).contains("timeout-per-shutdown-phase: 25s");
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(pause + 2 * 25);
  }

  @ParameterizedTest
  @CsvSource({"Deployment", "Job"})
  void nothingRunsAsRootOrWritesToItsImage(String kind) {
    JsonNode pod = Chart.resource(Chart.render(), kind, "").at("/spec/template/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    JsonNode container = pod.at("/containers/0/securityContext");
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
  }

  @Test
  void theAlertsAndTheDashboardsAreThoseOfEverybody() throws IOException {
    String all = Chart.render(ALL);
    JsonNode alerts = Chart.resources(Files.readString(Path.of("../alerts.yaml"))).get(0);
    assertThat(Chart.resource(all, "PrometheusRule", "").path("spec")).isEqualTo(alerts);
    JsonNode dashboards = Chart.resource(all, "ConfigMap", "-dashboards").path("data");
    try (Stream<Path> files = Files.list(Path.of("../grafana"))) {
      for (Path file : files.toList()) {
        assertThat(dashboards.path("skuline-" + file.getFileName()).asText())
            .isEqualTo(Files.readString(file));
      }
    }
  }

  /** Alerts and dashboards are links in the chart; they must be files in its archive. */
  @Test
  void theArchiveOfTheChartRendersTheSame() throws IOException {
    Chart.HELM.packageIt().withDestination(temporary).call();
    Path archive = temporary.resolve("skuline-0.1.0.tgz");
    assertThat(Chart.render(archive, ALL)).isEqualTo(Chart.render(ALL));
  }

  /** After a change of the chart, write it anew: {@code -Dskuline.write-example=true}. */
  @Test
  void theRenderedExampleIsTheChart() throws IOException {
    Path example = Path.of("example.yaml");
    String rendered = Chart.render();
    if (Boolean.getBoolean("skuline.write-example")) {
      Files.writeString(example, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(example));
  }

  private static JsonNode container(String rendered) {
    return Chart.resource(rendered, "Deployment", "").at("/spec/template/spec/containers/0");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
