package io.skuline.bench.cluster;

import io.skuline.stack.process.RedisProcess;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a server has done since it started, by its own account ({@code INFO}).
 *
 * @param cpuMicros processor time of all its threads, in microseconds
 * @param calls scripts that clients have called
 * @param bytes bytes received from clients and sent to them
 */
record NodeUse(double cpuMicros, double calls, double bytes) {

  static NodeUse of(RedisProcess server) {
    Map<String, String> info = info(server, "all");
    ToDoubleFunction<String> number = name -> Double.parseDouble(info.getOrDefault(name, "0"));
    return new NodeUse(
        1e6 * (number.applyAsDouble("used_cpu_user") + number.applyAsDouble("used_cpu_sys")),
        calls(info, "eval") + calls(info, "evalsha"),
        number.applyAsDouble("total_net_input_bytes")
            + number.applyAsDouble("total_net_output_bytes"));
  }

  /** Returns the id of a server's process. */
  static String processOf(RedisProcess server) {
    return info(server, "server").get("process_id");
  }

  static String version(RedisProcess server) {
    return info(server, "server").get("redis_version");
  }

  private static Map<String, String> info(RedisProcess server, String section) {
    return server
        .command("INFO " + section)
        .lines()
        .filter(line -> line.contains(":"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1).strip(),
                (first, second) -> first));
  }

  private static double calls(Map<String, String> info, String command) {
    String counted = info.getOrDefault("cmdstat_" + command, "calls=0,");
    return Double.parseDouble(counted.substring("calls=".length(), counted.indexOf(',')));
  }

  NodeUse since(NodeUse earlier) {
    return new NodeUse(cpuMicros - earlier.cpuMicros, calls - earlier.calls, bytes - earlier.bytes);
  }

  NodeUse plus(NodeUse other) {
    return new NodeUse(cpuMicros + other.cpuMicros, calls + other.calls, bytes + other.bytes);
  }
}
