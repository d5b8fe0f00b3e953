package io.skuline.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that lists hot SKUs as a test says. */
final class FakeHotSkuService implements AutoCloseable {

  static final String NOTHING = "{\"groups\":16,\"noticeMillis\":660000,\"intervals\":[]}";

  private final HttpServer http;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = NOTHING;

  FakeHotSkuService() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/hot-skus", this::answer);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  void answers(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  /** Lists one SKU, hot since 2020. */
  void lists(String sku) {
    answers(
        200,
        NOTHING.replace(
            "[]", "[{\"id\":1,\"sku\":\"%s\",\"from\":\"2020-01-01T00:00:00Z\"}]".formatted(sku)));
  }

  /** Returns how many requests have been answered. */
  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
    asked.incrementAndGet();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
