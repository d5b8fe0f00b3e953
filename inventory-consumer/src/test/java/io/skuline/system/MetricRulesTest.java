package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricRulesTest {

  @Test
  void whatIsNamedByTheRulesPasses() {
    String scrape =
        """
        # HELP skuline_a_total What it counts
        # TYPE skuline_a_total counter
        skuline_a_total{shard="0"} 1.0
        # HELP skuline_b_seconds How long it takes
        # TYPE skuline_b_seconds histogram
        skuline_b_seconds_bucket{le="+Inf"} 1
        skuline_b_seconds_count 1
        # TYPE jvm_count gauge
        jvm_count 1
        """;
    assertThat(MetricRules.problems(scrape)).isEmpty();
    assertThat(MetricRules.names(scrape))
        .containsExactly(
            "jvm_count", "skuline_a_total", "skuline_b_seconds_bucket", "skuline_b_seconds_count");
  }

  @ParameterizedTest
  @CsvSource({
    "skuline_lag_millis, gauge, is not in a base unit",
    "skuline_a, counter, only counters end with _total",
    "skuline_a_total, gauge, only counters end with _total",
    "skuline_a_count, gauge, ends like a part of a histogram",
    "skuline_aB, gauge, is not in snake case",
    "skuline_gauge_a, gauge, contains its type"
  })
  void otherNamesAreRefused(String name, String type, String problem) {
    String scrape = "# HELP %s Text\n# TYPE %s %s\n".formatted(name, name, type);
    assertThat(MetricRules.problems(scrape)).singleElement().asString().contains(problem);
  }

  @Test
  void aMetricWithoutHelpIsRefused() {
    assertThat(MetricRules.problems("# HELP skuline_a \n# TYPE skuline_a gauge"))
        .containsExactly("skuline_a has no help text");
  }
}
