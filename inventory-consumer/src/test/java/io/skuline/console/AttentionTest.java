package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private static final TopBar OPEN =
      new TopBar(Instant.ofEpochSecond(100), ConsoleTestApplication.FakeStock.open(), null);

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void nothingNeedsAttentionWhereNothingIsWrong() {
    assertThat(new Attention(meters, List.of()).findings(OPEN)).isEmpty();
  }

  @Test
  void theWorstComesFirstAndLinksToThePageThatMendsIt() {
    gauge("skuline.ledger.lag", 61, Tags.empty());
    gauge("skuline.dead.letters", 40, Tags.of("state", "PARKED", "reason", "INVALID_JSON"));
    gauge("skuline.dead.letters", 2, Tags.of("state", "PARKED", "reason", "FAILED"));
    gauge("skuline.dead.letters", 7, Tags.of("state", "REPLAYED", "reason", "FAILED"));
    gauge("skuline.dead.letters.oldest", 7200, Tags.empty());
    gauge("skuline.reconcile.quarantined", 1, Tags.empty());
    List<NavEntry> pages = List.of(new NavEntry(1, Attention.DEAD_LETTERS, "Dead letters", "tray"));

    List<Concern> findings =
        new Attention(meters, pages)
            .findings(new TopBar(OPEN.now(), OPEN.stock(), Instant.ofEpochSecond(70)));

    assertThat(findings)
        .extracting(Concern::title)
        .containsExactly(
            "The database does not answer",
            "1 SKU is in quarantine",
            "42 dead letters are parked",
            "The ledger is 1 min 1 s behind");
    assertThat(findings.get(0).text()).startsWith("For 30 s");
    assertThat(findings.get(1).link()).isEmpty();
    assertThat(findings.get(2).link()).isEqualTo(Attention.DEAD_LETTERS);
    assertThat(findings.get(2).text()).isEqualTo("Most: 40 INVALID_JSON. The oldest waits 2 h.");
  }

  private void gauge(String name, int value, Tags tags) {
    meters.gauge(name, tags, new AtomicInteger(value));
  }
}
