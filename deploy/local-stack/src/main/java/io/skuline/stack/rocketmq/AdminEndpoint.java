package io.skuline.stack.rocketmq;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Administers the broker over HTTP on 127.0.0.1:
 *
 * <pre>
 * GET    /ready                                      whether clients can be served
 * DELETE /topics/NAME
 * DELETE /groups/NAME
 * PUT    /users/NAME?password=SECRET                 create one who may do nothing
 * PUT    /rights/USER?resource=Topic:T&amp;actions=Pub,Sub
 * </pre>
 *
 * Answers 204, or 500 with the reason as text.
 */
public final class AdminEndpoint {
  private final BrokerAdmin admin;

  AdminEndpoint(BrokerAdmin admin) {
    this.admin = admin;
  }

  /** Starts to listen and returns at once; serves until the JVM ends. */
  void listen(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        carryOut(exchange);
        exchange.sendResponseHeaders(204, -1);
      } catch (Exception e) {
        byte[] reason = String.valueOf(e).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(500, reason.length);
        exchange.getResponseBody().write(reason);
      }
    }
  }

  private void carryOut(HttpExchange exchange) throws Exception {
    String[] path = exchange.getRequestURI().getPath().split("/", 3);
    String name = path.length > 2 ? path[2] : "";
    Map<String, String> query = query(exchange.getRequestURI().getQuery());
    switch (exchange.getRequestMethod() + " " + path[1]) {
      case "GET ready" -> admin.check();
      case "DELETE topics" -> admin.deleteTopic(name);
      case "DELETE groups" -> admin.deleteGroup(name);
      case "PUT users" -> admin.createUser(name, query.get("password"));
      case "PUT rights" -> admin.grant(name, query.get("resource"), query.get("actions"));
      default -> throw new IllegalArgumentException("no such request");
    }
  }

  private static Map<String, String> query(String query) {
    if (query == null) {
      return Map.of();
    }
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
