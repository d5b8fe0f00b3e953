package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboards; that their metrics exist is tested by {@code DeadLettersIT} with a service. */
class MonitoringFilesTest {

  @Test
  void metricsAreTheWordsThatAreNeitherLabelsNorFunctions() {
    assertThat(
            MonitoringFiles.metrics(
                "histogram_quantile(0.99, sum by (le, job) (rate(a_bucket{x=~\"b c\"}[5m])))"
                    + " > 2 and on (job) c offset 5m / d_total"))
        .containsExactly("a_bucket", "c", "d_total");
    assertThat(MonitoringFiles.metrics("label_values(a_total, instance)"))
        .containsExactly("a_total");
  }

  @Test
  void thereIsADashboardForEachPartOfTheService() throws IOException {
    assertThat(MonitoringFiles.dashboards())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "dead-letters.json", "ledger.json", "pipeline.json", "recovery.json", "sale.json");
    Set<String> uids = new HashSet<>();
    for (Path file : MonitoringFiles.dashboards()) {
      JsonNode dashboard = MonitoringFiles.read(file);
      assertThat(uids.add(dashboard.path("uid").asString())).as("uid of %s", file).isTrue();
      assertThat(dashboard.path("templating").path("list").findValuesAsString("name"))
          .as("%s", file)
          .contains("datasource", "instance");
    }
  }

  @Test
  void everyPanelHasATitleADescriptionAUnitAndLegends() throws IOException {
    for (Path file : MonitoringFiles.dashboards()) {
      for (JsonNode panel : MonitoringFiles.read(file).path("panels")) {
        String title = panel.path("title").asString();
        assertThat(title).as("%s", file).isNotBlank();
        assertThat(panel.path("description").asString()).as(title).isNotBlank();
        assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString())
            .as(title)
            .isNotBlank();
        assertThat(panel.path("targets").size()).as(title).isPositive();
        for (JsonNode target : panel.path("targets")) {
          assertThat(target.path("legendFormat").asString()).as(title).isNotBlank();
          assertThat(target.path("expr").asString()).as(title).contains("instance=~\"$instance\"");
        }
      }
    }
  }
}
