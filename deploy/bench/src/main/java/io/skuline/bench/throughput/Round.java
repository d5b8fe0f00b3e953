package io.skuline.bench.throughput;

import java.time.Duration;
import java.util.Map;

/**
 * One turn of one contender: it empties a full topic.
 *
 * @param ordersPerSecond orders a second, from the first receive to the last acknowledgement
 * @param clientMicros processor time per order of the contender's own JVM
 * @param serverMicros the same of each server
 */
record Round(
    double ordersPerSecond, double clientMicros, Map<ServerCpu.Server, Double> serverMicros) {

  /** Continues the paused contender until it has emptied its topic. */
  static Round run(Contender contender, long doneAfter, int orders) {
    Map<ServerCpu.Server, Duration> serversBefore = ServerCpu.now();
    Duration clientBefore = contender.cpu();
    long start = System.nanoTime();
    contender.resume();
    contender.awaitDone(doneAfter);
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration client = contender.cpu().minus(clientBefore);
    Map<ServerCpu.Server, Duration> servers = ServerCpu.now();
    Map<ServerCpu.Server, Double> micros = new java.util.EnumMap<>(ServerCpu.Server.class);
    servers.forEach(
        (server, used) ->
            micros.put(
                server,
                micros(used.minus(serversBefore.getOrDefault(server, Duration.ZERO)), orders)));
    return new Round(orders / seconds, micros(client, orders), micros);
  }

  private static double micros(Duration duration, int orders) {
    return duration.toNanos() / 1e3 / orders;
  }
}
