package io.skuline.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.ReportedLevel;
import io.skuline.sim.simulation.Gateway;
import io.skuline.sim.workload.OutgoingMessage;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A tiny Skuline: it decides events at once, and answers by HTTP. */
public final class FakeSkuline implements Gateway {

  private final HttpServer http;
  private final FakeDeadLetters deadLetters;
  private final Map<String, ReportedLevel> stock = new ConcurrentHashMap<>();
  private final FakeEngine engine = new FakeEngine(stock);
  private final EventCodec codec = new EventCodec();
  private final AtomicLong parked = new AtomicLong(7); // by others, earlier
  private final List<Consumer<StockResult>> listeners = new CopyOnWriteArrayList<>();
  private final List<OrderEvent> published = new CopyOnWriteArrayList<>();
  private volatile Function<StockResult, List<StockResult>> delivery = List::of;
  private volatile String audit =
      """
      {"passed":true,"skus":1,"movements":2,"unitsDeducted":3,"unitsReturned":0,
       "unitsAvailable":4,"ledgerBehind":0,"violations":[]}""";

  private volatile String state =
      """
      {"engine":"redis","phase":"OPEN","epoch":3,"reason":"","since":"2026-11-24T08:00:00Z",
       "rebuild":null,"ledgerLagMillis":12}""";

  private final String movements = "sku,sequence\na,1\na,2\n";

  private volatile String verifyReport =
      """
      {"movements":100000}
      {"passed":true,"skus":5,"movements":123456,"wrong":0,"anomalies":0,"violations":[]}
      """;

  public FakeSkuline() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/stock", this::answerStock);
    http.createContext("/state", exchange -> answer(exchange, state));
    http.createContext("/movements/export", exchange -> answer(exchange, movements));
    http.createContext("/verify", exchange -> answer(exchange, verifyReport));
    http.createContext("/audit", exchange -> answer(exchange, audit));
    http.createContext("/actuator/prometheus", exchange -> answer(exchange, metrics()));
    deadLetters = new FakeDeadLetters(http);
    http.start();
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  public FakeDeadLetters deadLetters() {
    return deadLetters;
  }

  /** Sets what is delivered for each result: nothing, copies, or something else. */
  public void deliver(Function<StockResult, List<StockResult>> delivery) {
    this.delivery = delivery;
  }

  public void state(String body) {
    state = body;
  }

  public void verifyReport(String body) {
    verifyReport = body;
  }

  public void audit(String body) {
    audit = body;
  }

  public List<OrderEvent> published() {
    return published;
  }

  public Map<String, ReportedLevel> stock() {
    return stock;
  }

  @Override
  public CompletableFuture<Void> publish(OrderEvent event) {
    published.add(event);
    StockResult result = engine.decide(event);
    for (StockResult each : delivery.apply(result)) {
      listeners.forEach(listener -> listener.accept(each));
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Parks a body that it cannot read. A readable body is an event like others. */
  @Override
  public void publishBroken(OutgoingMessage.Broken broken) {
    try {
      publish(codec.decode(broken.body())).join();
    } catch (InvalidEventException e) {
      parked.incrementAndGet();
    }
  }

  /** Counts a dead letter of a body that was never sent. */
  public void parkOneMore() {
    parked.incrementAndGet();
  }

  private String metrics() {
    return """
        # TYPE skuline_events_parked_total counter
        skuline_events_parked_total{reason="MALFORMED_JSON"} %d.0
        skuline_events_parked_total{reason="TOO_LARGE"} 0.0
        skuline_events_answered_total 5.0
        """
        .formatted(parked.get());
  }

  @Override
  public void subscribe(Consumer<StockResult> listener) {
    listeners.add(listener);
  }

  /** Ends a connection; the fake goes on. */
  @Override
  public void close() {
    listeners.clear();
  }

  public void stop() {
    http.stop(0);
  }

  private void answerStock(HttpExchange exchange) throws IOException {
    String body =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
            .map(pair -> URLDecoder.decode(pair.substring("sku=".length()), StandardCharsets.UTF_8))
            .map(stock::get)
            .filter(level -> level != null)
            .map(
                level ->
                    "{\"sku\":\"%s\",\"available\":%d,\"sequence\":%d}"
                        .formatted(level.sku(), level.available(), level.sequence()))
            .collect(Collectors.joining(",", "[", "]"));
    answer(exchange, body);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
