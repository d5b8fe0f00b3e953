package io.skuline.setup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A connection to a name server, which knows the brokers and where the topics are. */
public final class NameServer implements AutoCloseable {
  private static final int CLUSTERS = 106;
  private static final int ROUTE = 105;
  private static final String MASTER = "0";
  private static final byte[] EMPTY = {};
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final String address;
  private final RemotingConnection connection;

  private NameServer(String address, RemotingConnection connection) {
    this.address = address;
    this.connection = connection;
  }

  /**
   * Connects to the first name server that answers.
   *
   * @param addresses {@code host:port}; several are separated by semicolons
   * @throws SetupException if none answers
   */
  public static NameServer connect(String addresses, RemotingAccess access) {
    SetupException silent = null;
    for (String each : addresses.split(";", -1)) {
      try {
        String address = each.strip();
        return new NameServer(address, RemotingConnection.open(address, access));
      } catch (SetupException e) {
        if (!e.isUnreachable()) {
          throw e;
        }
        silent = e;
      }
    }
    throw silent != null ? silent : SetupException.refused("no name server is given");
  }

  /**
   * Returns the addresses of the masters by the names of the brokers, which may have none that is
   * up.
   *
   * @param cluster the cluster; empty if there is only one
   * @throws SetupException if there is no such cluster, or there are several and none is named
   */
  public SortedMap<String, String> masters(String cluster) {
    JsonNode info = ask(CLUSTERS, Map.of(), "list its brokers").json();
    JsonNode clusters = info.path("clusterAddrTable");
    SortedMap<String, String> masters = new TreeMap<>();
    for (JsonNode broker : clusters.path(chosen(cluster, clusters))) {
      JsonNode addresses = info.path("brokerAddrTable").path(broker.asString()).path("brokerAddrs");
      if (!addresses.has(MASTER)) {
        throw SetupException.unreachable(
            "the broker %s has no master that is up".formatted(broker.asString()), null);
      }
      masters.put(broker.asString(), addresses.path(MASTER).asString());
    }
    return masters;
  }

  /** Waits until clients can find a topic. */
  public void awaitRoute(String topic) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, String> fields = Map.of("topic", topic);
    RemotingAnswer answer = connection.ask(ROUTE, fields, EMPTY);
    while (answer.code() == RemotingAnswer.TOPIC_MISSING && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
      answer = connection.ask(ROUTE, fields, EMPTY);
    }
    answer.orRefusal(address, "find the topic " + topic);
  }

  @Override
  public void close() {
    connection.close();
  }

  private String chosen(String wished, JsonNode clusters) {
    List<String> names = clusters.propertyNames().stream().sorted().toList();
    if (names.isEmpty()) {
      throw SetupException.unreachable(
          "the name server %s knows no broker".formatted(address), null);
    }
    if (wished.isEmpty() && names.size() > 1) {
      throw SetupException.refused(
          "the name server %s has the clusters %s: name one of them"
              .formatted(address, String.join(", ", names)));
    }
    if (!wished.isEmpty() && !names.contains(wished)) {
      throw SetupException.refused(
          "the name server %s has no cluster %s, only %s"
              .formatted(address, wished, String.join(", ", names)));
    }
    return wished.isEmpty() ? names.get(0) : wished;
  }

  private RemotingAnswer ask(int code, Map<String, String> fields, String what) {
    return connection.ask(code, fields, EMPTY).orRefusal(address, what);
  }
}
