package io.skuline.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.sim.check.StockLevel;
import io.skuline.sim.gateway.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A tiny Skuline: decides orders and adjustments at once, and answers /stock and /audit. */
public final class FakeSkuline implements Gateway {

  private final HttpServer http;
  private final Map<String, StockLevel> stock = new ConcurrentHashMap<>();
  private final Map<String, StockResult> memory = new ConcurrentHashMap<>();
  private final List<Consumer<StockResult>> listeners = new CopyOnWriteArrayList<>();
  private final List<OrderEvent> published = new CopyOnWriteArrayList<>();
  private volatile Function<StockResult, List<StockResult>> delivery = List::of;
  private volatile String audit =
      """
      {"passed":true,"skus":1,"movements":2,"unitsDeducted":3,"unitsReturned":0,
       "unitsAvailable":4,"ledgerBehind":0,"violations":[]}""";

  public FakeSkuline() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/stock", this::answerStock);
    http.createContext("/audit", exchange -> answer(exchange, audit));
    http.start();
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Replaces what is delivered of each result: nothing, copies, something else. */
  public void deliver(Function<StockResult, List<StockResult>> delivery) {
    this.delivery = delivery;
  }

  public void audit(String body) {
    audit = body;
  }

  public List<OrderEvent> published() {
    return published;
  }

  public Map<String, StockLevel> stock() {
    return stock;
  }

  @Override
  public CompletableFuture<Void> publish(OrderEvent event) {
    published.add(event);
    StockResult result = memory.computeIfAbsent(event.key(), key -> decide(event));
    for (StockResult each : delivery.apply(result)) {
      listeners.forEach(listener -> listener.accept(each));
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void subscribe(Consumer<StockResult> listener) {
    listeners.add(listener);
  }

  /** Ends a conversation; the fake lives on. */
  @Override
  public void close() {
    listeners.clear();
  }

  public void stop() {
    http.stop(0);
  }

  private StockResult decide(OrderEvent event) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (event instanceof StockAdjusted adjusted) {
      return adjust(adjusted, now);
    }
    OrderCreated order = (OrderCreated) event;
    Map<String, Integer> asked = new LinkedHashMap<>();
    for (OrderLine line : order.lines()) {
      asked.merge(line.sku(), line.quantity(), Integer::sum);
    }
    List<Shortage> shortages = new ArrayList<>();
    asked.forEach(
        (sku, quantity) -> {
          long available = level(sku).available();
          if (available < quantity) {
            shortages.add(new Shortage(sku, quantity, available));
          }
        });
    if (!shortages.isEmpty()) {
      return new DeductionRejected(
          order.orderId(), now, DeductionRejected.Reason.OUT_OF_STOCK, shortages);
    }
    List<StockMove> moves = new ArrayList<>();
    asked.forEach((sku, quantity) -> moves.add(move(sku, -quantity, quantity)));
    return new DeductionConfirmed(order.orderId(), now, moves);
  }

  private StockResult adjust(StockAdjusted adjusted, Instant now) {
    if (adjusted.kind() == AdjustmentKind.INITIAL && stock.containsKey(adjusted.sku())) {
      return new AdjustmentRejected(
          adjusted.adjustmentId(),
          now,
          AdjustmentRejected.Reason.ALREADY_STOCKED,
          adjusted.sku(),
          adjusted.delta(),
          level(adjusted.sku()).available());
    }
    return new AdjustmentAccepted(
        adjusted.adjustmentId(),
        now,
        adjusted.kind(),
        move(adjusted.sku(), adjusted.delta(), adjusted.delta()));
  }

  private StockMove move(String sku, int delta, int quantity) {
    StockLevel before = level(sku);
    StockLevel after = new StockLevel(sku, before.available() + delta, before.sequence() + 1);
    stock.put(sku, after);
    return new StockMove(sku, quantity, after.available(), after.sequence());
  }

  private StockLevel level(String sku) {
    return stock.getOrDefault(sku, StockLevel.untouched(sku));
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
