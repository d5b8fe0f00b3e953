package io.skuline.sim.run;

import io.skuline.event.StockAdjusted;
import io.skuline.sim.check.Books;
import io.skuline.sim.check.Findings;
import io.skuline.sim.check.Premises;
import io.skuline.sim.check.StockLevel;
import io.skuline.sim.demand.Parcel;
import io.skuline.sim.gateway.AuditReport;
import io.skuline.sim.gateway.Gateway;
import io.skuline.sim.gateway.ServiceClient;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.progress.ProgressDisplay;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One sale from the first unit of stock to the audit:
 *
 * <pre>
 * listen -> load stock, wait -> publish orders, wait -> read stock -> add up -> audit
 * </pre>
 */
public final class Sale {

  /**
   * How to run it.
   *
   * @param ordersPerSecond to publish at most; 0 for no limit
   * @param patience how long no answer may come before the sale is given up
   * @param auditWait how long the database may take to catch up
   */
  public record Terms(double ordersPerSecond, Duration patience, Duration auditWait) {}

  private final Gateway gateway;
  private final ServiceClient service;
  private final ProgressDisplay display;
  private final Terms terms;
  private final Books books;
  private final Conversation talk;
  private final PoisonCount poison;

  public Sale(
      Gateway gateway,
      ServiceClient service,
      ProgressDisplay display,
      Terms terms,
      Premises premises) {
    this.gateway = gateway;
    this.service = service;
    poison = new PoisonCount(service);
    this.display = display;
    this.terms = terms;
    books = new Books(premises);
    talk = new Conversation(gateway, books, terms.patience());
  }

  /**
   * Runs the sale.
   *
   * @param title of what is shown meanwhile
   * @param opening stock to load first
   * @param parcels what to publish then
   * @param skus all SKUs that the events may touch
   * @throws io.skuline.sim.gateway.UnreachableException if the broker or the service cannot be
   *     reached
   */
  public Figures run(
      String title, List<StockAdjusted> opening, Source parcels, Collection<String> skus)
      throws Exception {
    Map<String, StockLevel> before = opening(skus);
    talk.listen();
    boolean complete = opening.isEmpty() || load(opening);
    long startNanos = System.nanoTime();
    complete = complete && sell(title, parcels);
    Duration saleTime = Duration.ofNanos(Math.max(0, books.lastAnswerNanos() - startNanos));

    poison.await(terms.patience());
    books.stop();
    Findings findings = books.close(before, service.stock(skus));
    long behind = service.audit(Duration.ZERO).ledgerBehind();
    long auditNanos = System.nanoTime();
    AuditReport audit = service.audit(terms.auditWait());
    Duration catchUp = Duration.ofNanos(System.nanoTime() - auditNanos);
    return new Figures(
        findings, complete, saleTime, books.latency(), behind, catchUp, audit, poison.count());
  }

  private Map<String, StockLevel> opening(Collection<String> skus) {
    Map<String, StockLevel> levels = new HashMap<>(service.stock(skus));
    skus.forEach(sku -> levels.putIfAbsent(sku, StockLevel.untouched(sku)));
    return levels;
  }

  private boolean load(List<StockAdjusted> opening) {
    try (Progress progress = display.start("Loading stock", "SKUs", opening.size())) {
      for (StockAdjusted each : opening) {
        talk.publish(each);
        progress.at(books.answered());
      }
      return talk.awaitAnswers(progress);
    }
  }

  private boolean sell(String title, Source parcels) throws Exception {
    Meter meter = new Meter(books, service::ledgerLagMillis, System.nanoTime());
    LiveView view = new LiveView(meter, display.live(title));
    try {
      Pace pace = new Pace(terms.ordersPerSecond());
      for (Parcel parcel = parcels.next(); parcel != null; parcel = parcels.next()) {
        publish(parcel, pace.await());
      }
      return talk.awaitAnswers(Progress.UNSEEN);
    } finally {
      view.close();
    }
  }

  private void publish(Parcel parcel, long dueNanos) {
    if (parcel instanceof Parcel.Good good) {
      talk.publish(good.event(), dueNanos);
    } else if (parcel instanceof Parcel.Broken broken) {
      poison.sending();
      gateway.publishBroken(broken);
    }
  }

  /** Where parcels come from; null at the end. */
  @FunctionalInterface
  public interface Source {
    Parcel next() throws Exception;
  }
}
