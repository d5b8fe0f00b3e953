package io.skuline.sim.simulation;

import io.skuline.event.StockAdjusted;
import io.skuline.sim.admin.ReportedAudit;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.admin.ServiceClient;
import io.skuline.sim.checker.CheckResult;
import io.skuline.sim.checker.HistoryRecorder;
import io.skuline.sim.checker.Premises;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.progress.ProgressDisplay;
import io.skuline.sim.workload.OutgoingMessage;
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
public final class SimulationRun {

  /**
   * The terms of a run.
   *
   * @param ordersPerSecond orders to publish a second at most; 0 for no limit
   * @param patience how long no answer may arrive before the sale is given up
   * @param auditWait how long the database may take to catch up
   */
  public record Terms(double ordersPerSecond, Duration patience, Duration auditWait) {}

  private final Gateway gateway;
  private final ServiceClient service;
  private final ProgressDisplay display;
  private final Terms terms;
  private final HistoryRecorder recorder;
  private final EventExchange exchange;
  private final MalformedCount malformed;

  public SimulationRun(
      Gateway gateway,
      ServiceClient service,
      ProgressDisplay display,
      Terms terms,
      Premises premises) {
    this.gateway = gateway;
    this.service = service;
    malformed = new MalformedCount(service);
    this.display = display;
    this.terms = terms;
    recorder = new HistoryRecorder(premises);
    exchange = new EventExchange(gateway, recorder, terms.patience());
  }

  /**
   * Runs the sale.
   *
   * @param title the title of the live view
   * @param opening stock to load first
   * @param messages the messages to publish then
   * @param skus all SKUs that the events may touch
   * @throws io.skuline.sim.admin.UnreachableException if the broker or the service cannot be
   *     reached
   */
  public RunResult run(
      String title, List<StockAdjusted> opening, Source messages, Collection<String> skus)
      throws Exception {
    Map<String, ReportedLevel> before = opening(skus);
    exchange.listen();
    boolean complete = opening.isEmpty() || load(opening);
    long startNanos = System.nanoTime();
    complete = complete && sell(title, messages);
    Duration saleTime = Duration.ofNanos(Math.max(0, recorder.lastAnswerNanos() - startNanos));

    malformed.await(terms.patience());
    recorder.stop();
    CheckResult result = recorder.close(before, service.stock(skus));
    long behind = service.audit(Duration.ZERO).ledgerBehind();
    long auditNanos = System.nanoTime();
    ReportedAudit audit = service.audit(terms.auditWait());
    Duration catchUp = Duration.ofNanos(System.nanoTime() - auditNanos);
    return new RunResult(
        result, complete, saleTime, recorder.latency(), behind, catchUp, audit, malformed.count());
  }

  private Map<String, ReportedLevel> opening(Collection<String> skus) {
    Map<String, ReportedLevel> levels = new HashMap<>(service.stock(skus));
    skus.forEach(sku -> levels.putIfAbsent(sku, ReportedLevel.untouched(sku)));
    return levels;
  }

  private boolean load(List<StockAdjusted> opening) {
    try (Progress progress = display.start("Loading stock", "SKUs", opening.size())) {
      for (StockAdjusted each : opening) {
        exchange.publish(each);
        progress.at(recorder.answered());
      }
      return exchange.awaitAnswers(progress);
    }
  }

  private boolean sell(String title, Source messages) throws Exception {
    Meter meter = new Meter(recorder, service::ledgerLagMillis, System.nanoTime());
    LiveView view = new LiveView(meter, display.live(title));
    try {
      BlockingRateLimiter rateLimiter = new BlockingRateLimiter(terms.ordersPerSecond());
      for (OutgoingMessage message = messages.next(); message != null; message = messages.next()) {
        publish(message, rateLimiter.await());
      }
      return exchange.awaitAnswers(Progress.UNSEEN);
    } finally {
      view.close();
    }
  }

  private void publish(OutgoingMessage message, long dueNanos) {
    if (message instanceof OutgoingMessage.Good good) {
      exchange.publish(good.event(), dueNanos);
    } else if (message instanceof OutgoingMessage.Broken broken) {
      malformed.sending();
      gateway.publishBroken(broken);
    }
  }

  /** The source of messages; it returns null at the end. */
  @FunctionalInterface
  public interface Source {
    OutgoingMessage next() throws Exception;
  }
}
