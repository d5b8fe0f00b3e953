package io.skuline.bench.throughput;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a rival in a JVM of its own. The arguments are {@code KIND PORT}, and the environment has
 * its resources.
 */
public final class RivalMain {

  private RivalMain() {}

  public static void main(String[] arguments) throws Exception {
    ContenderKind kind = ContenderKind.valueOf(arguments[0]);
    ContenderResources resources = ContenderResources.fromEnvironment();
    AtomicLong done = new AtomicLong();
    switch (kind) {
      case PASS_PUBLIC -> PassThrough.oneByOne(resources, done);
      case PASS_BATCH -> PassThrough.inBatches(resources, done);
      case LISTENER_SQL -> SqlListener.listen(resources, done);
      case LISTENER_REDIS -> RedisListener.listen(resources, done);
      case SKULINE, SKULINE_DATABASE ->
          throw new IllegalArgumentException("Skuline is a program of its own");
    }
    serve(Integer.parseInt(arguments[1]), done);
  }

  /**
   * Serves the number of orders that are answered and acknowledged. It is available when the rival
   * receives.
   */
  private static void serve(int port, AtomicLong done) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/done",
        exchange -> {
          byte[] body = Long.toString(done.get()).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }
}
