package io.skuline.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.deduction.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what needs an operator, worst first. It asks no server: dead letters and quarantine are as
 * the service's own metrics last saw them, some seconds ago.
 */
final class Attention {

  static final String DEAD_LETTERS = "/console/dead-letters";
  static final String RECONCILIATION = "/console/reconciliation";

  private static final double FAR_BEHIND_SECONDS = 30;
  private static final String QUARANTINE_GAUGE = "skuline.reconcile.quarantined";
  private static final String PARKED_GAUGE = "skuline.dead.letters";

  private final MeterRegistry registry;
  private final SaleMeters meters;
  private final List<NavEntry> pages;

  /**
   * @param pages the pages to which findings can link
   */
  Attention(MeterRegistry registry, List<NavEntry> pages) {
    this.registry = registry;
    this.meters = new SaleMeters(registry);
    this.pages = pages;
  }

  List<Concern> findings(TopBar top) {
    List<Concern> found = new ArrayList<>();
    stock(top.stock(), found);
    database(top.databaseAwaySince(), top.now(), found);
    quarantine(found);
    contradictions(found);
    deadLetters(found);
    lag(found);
    return found;
  }

  private static void stock(StoreStatus.Status stock, List<Concern> found) {
    String waits = ". Orders wait in the broker.";
    switch (stock.phase()) {
      case OPEN -> {}
      case PARTLY_OPEN -> {
        long closed =
            stock.partitions().stream().filter(each -> !Phases.sells(each.phase())).count();
        found.add(
            lock(
                "%d of %d partitions are closed".formatted(closed, stock.partitions().size()),
                "Their SKUs are not sold: " + stock.reason() + waits));
      }
      case FENCED ->
          found.add(lock("Stock is fenced", "Nothing is sold: " + stock.reason() + waits));
      case REBUILDING ->
          found.add(
              lock(
                  "Stock is being rebuilt",
                  "Nothing to do here: it opens by itself. Find out meanwhile why Redis lost"
                      + " data."));
    }
  }

  private static Concern lock(String title, String text) {
    return new Concern("bad", "lock", title, text, "");
  }

  private static void database(@Nullable Instant since, Instant now, List<Concern> found) {
    if (since != null) {
      found.add(
          new Concern(
              "bad",
              "db",
              "The database does not answer",
              "For %s. The sale goes on, and the ledger catches up later."
                  .formatted(Figures.duration(Duration.between(since, now))),
              ""));
    }
  }

  private void quarantine(List<Concern> found) {
    long skus = Math.round(meters.gauge(QUARANTINE_GAUGE));
    if (skus > 0) {
      found.add(
          new Concern(
              "bad",
              "bad",
              Figures.of(skus, "SKU is in quarantine", "SKUs are in quarantine"),
              "Nothing of " + (skus == 1 ? "it" : "them") + " is sold until it is released.",
              link(RECONCILIATION)));
    }
  }

  private void contradictions(List<Concern> found) {
    long movements =
        Math.round(meters.counter("skuline.ledger.movements", "outcome", "contradicting"));
    if (movements > 0) {
      found.add(
          new Concern(
              "bad",
              "bad",
              Figures.of(movements, "movement contradicts", "movements contradict")
                  + " what is stored",
              "Counted since the start of this instance. GET /anomalies lists them.",
              ""));
    }
  }

  private void deadLetters(List<Concern> found) {
    List<Gauge> parked = List.copyOf(registry.find(PARKED_GAUGE).tag("state", "PARKED").gauges());
    long letters = Math.round(parked.stream().mapToDouble(Gauge::value).sum());
    if (letters > 0) {
      found.add(
          new Concern(
              "warn",
              "tray",
              Figures.of(letters, "dead letter is parked", "dead letters are parked"),
              "Most: %s. The oldest waits %s."
                  .formatted(
                      mostFrequent(parked),
                      Figures.duration(
                          Duration.ofSeconds(
                              Math.round(meters.gauge("skuline.dead.letters.oldest"))))),
              link(DEAD_LETTERS)));
    }
  }

  /** Returns how many dead letters are parked, for the menu; null if none is. */
  static NavEntry.@Nullable Badge parkedBadge(MeterRegistry registry) {
    long letters = Math.round(new SaleMeters(registry).gauge(PARKED_GAUGE, "state", "PARKED"));
    return letters == 0
        ? null
        : new NavEntry.Badge(Figures.count(letters), "warn", Figures.count(letters) + " parked");
  }

  /** Returns how many SKUs are in quarantine, for the menu; null if none is. */
  static NavEntry.@Nullable Badge quarantineBadge(MeterRegistry registry) {
    long skus = Math.round(new SaleMeters(registry).gauge(QUARANTINE_GAUGE));
    return skus == 0
        ? null
        : new NavEntry.Badge(Figures.count(skus), "bad", Figures.count(skus) + " in quarantine");
  }

  private static String mostFrequent(List<Gauge> parked) {
    return parked.stream()
        .max(Comparator.comparingDouble(Gauge::value))
        .map(
            gauge ->
                Figures.count(Math.round(gauge.value())) + " " + gauge.getId().getTag("reason"))
        .orElse("");
  }

  private void lag(List<Concern> found) {
    double seconds = meters.lagSeconds();
    if (seconds > FAR_BEHIND_SECONDS) {
      found.add(
          new Concern(
              "warn",
              "clock",
              "The ledger is %s behind"
                  .formatted(Figures.duration(Duration.ofMillis(Math.round(seconds * 1000)))),
              "The sale goes on; the database lacks the latest movements.",
              ""));
    }
  }

  private String link(String page) {
    return pages.stream().anyMatch(entry -> entry.path().equals(page)) ? page : "";
  }
}
