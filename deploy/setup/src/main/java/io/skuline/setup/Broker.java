package io.skuline.setup;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection to a broker.
 *
 * <p>Asking for a single group would create it at a broker that creates groups by itself, so all of
 * them are asked for.
 */
public final class Broker implements BrokerTables, AutoCloseable {
  private static final int PUT_TOPIC = 17;
  private static final int ALL_TOPICS = 21;
  private static final int PUT_GROUP = 200;
  private static final int ALL_GROUPS = 201;
  private static final int READ_AND_WRITE = 6;
  private static final byte[] EMPTY = {};

  private final String address;
  private final RemotingConnection connection;

  private Broker(String address, RemotingConnection connection) {
    this.address = address;
    this.connection = connection;
  }

  /**
   * Connects to a broker.
   *
   * @param address {@code host:port}
   * @throws SetupException if it does not answer
   */
  public static Broker connect(String address, RemotingAccess access) {
    return new Broker(address, RemotingConnection.open(address, access));
  }

  @Override
  public Map<String, StoredTopic> topics() {
    return table(ALL_TOPICS, "list its topics", "topicConfigTable", StoredTopic::of);
  }

  @Override
  public Map<String, StoredGroup> groups() {
    return table(
        ALL_GROUPS,
        "list its groups",
        "subscriptionGroupTable",
        group -> new StoredGroup((ObjectNode) group));
  }

  @Override
  public void put(NeededTopic topic) {
    Map<String, String> fields =
        Map.of(
            "topic",
            topic.name(),
            "defaultTopic",
            "TBW102",
            "readQueueNums",
            "" + topic.queues(),
            "writeQueueNums",
            "" + topic.queues(),
            "perm",
            "" + READ_AND_WRITE,
            "topicFilterType",
            "SINGLE_TAG",
            "topicSysFlag",
            "0",
            "order",
            "false",
            "attributes",
            "+message.type=" + topic.type());
    ask(PUT_TOPIC, fields, EMPTY, "create the topic " + topic.name());
  }

  /** Creates a group with the broker's own values for everything else, or resets it to that. */
  public void put(NeededGroup group) {
    put(StoredGroup.newOf(group));
  }

  @Override
  public void put(StoredGroup group) {
    byte[] body = group.settings().toString().getBytes(StandardCharsets.UTF_8);
    ask(PUT_GROUP, Map.of(), body, "create the group " + group.name());
  }

  @Override
  public void close() {
    connection.close();
  }

  private <T> Map<String, T> table(
      int code, String what, String name, Function<JsonNode, T> entry) {
    Map<String, T> table = new HashMap<>();
    JsonNode all = ask(code, Map.of(), EMPTY, what).json().path(name);
    all.properties().forEach(each -> table.put(each.getKey(), entry.apply(each.getValue())));
    return table;
  }

  private RemotingAnswer ask(int code, Map<String, String> fields, byte[] body, String what) {
    return connection.ask(code, fields, body).orRefusal(address, what);
  }
}
