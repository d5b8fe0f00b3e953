package io.skuline.bench.throughput;

import io.skuline.setup.BrokerLayout;
import io.skuline.setup.LayoutNames;
import io.skuline.setup.NeededTopic;
import io.skuline.stack.Stack;
import java.util.List;
import java.util.Map;

/** The topics, groups, database and Redis names that one contender has to itself. */
record ContenderResources(
    String id,
    String endpoints,
    String redisUrl,
    String jdbcUrl,
    String jdbcUser,
    String jdbcPassword) {

  /** Creates the resources of one contender. */
  static ContenderResources on(Stack stack, String id) {
    ContenderResources resources =
        new ContenderResources(
            id,
            stack.rocketmqEndpoints(),
            stack.redisUrl(),
            stack.jdbcUrl("bench_" + id.replace('-', '_')),
            stack.jdbcUser(),
            stack.jdbcPassword());
    stack.create(BrokerLayout.of(resources.names(), 1, NeededTopic.QUEUES));
    return resources;
  }

  private LayoutNames names() {
    return new LayoutNames(
        events(),
        journal(),
        results(),
        deadLetters(),
        group(),
        ledgerGroup(),
        deadLetterGroup(),
        List.of(watchers()));
  }

  String events() {
    return id + "-events";
  }

  String results() {
    return id + "-results";
  }

  String journal() {
    return id + "-journal";
  }

  String deadLetters() {
    return id + "-dead-letters";
  }

  String group() {
    return id + "-intake";
  }

  String ledgerGroup() {
    return id + "-ledger";
  }

  String deadLetterGroup() {
    return id + "-collector";
  }

  /** Returns the consumer group that receives the results. */
  String watchers() {
    return id + "-watch";
  }

  /**
   * Returns the resources for a child process as environment variables, because everybody can read
   * arguments.
   */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("SKULINE_ROCKETMQ_ENDPOINTS", endpoints),
        Map.entry("SKULINE_TOPICS_ORDER_EVENTS", events()),
        Map.entry("SKULINE_TOPICS_STOCK_RESULTS", results()),
        Map.entry("SKULINE_TOPICS_STOCK_JOURNAL", journal()),
        Map.entry("SKULINE_TOPICS_STOCK_DEAD_LETTERS", deadLetters()),
        Map.entry("SKULINE_GROUPS_INTAKE", group()),
        Map.entry("SKULINE_GROUPS_LEDGER", ledgerGroup()),
        Map.entry("SKULINE_GROUPS_DEADLETTERS", deadLetterGroup()),
        Map.entry("SKULINE_REDIS_URL", redisUrl),
        Map.entry("SKULINE_REDIS_NAMESPACE", id),
        Map.entry("SPRING_DATASOURCE_URL", jdbcUrl),
        Map.entry("SPRING_DATASOURCE_USERNAME", jdbcUser),
        Map.entry("SPRING_DATASOURCE_PASSWORD", jdbcPassword),
        Map.entry("BENCH_ID", id));
  }

  /** Reads the resources in the child process. */
  static ContenderResources fromEnvironment() {
    Map<String, String> env = System.getenv();
    return new ContenderResources(
        env.get("BENCH_ID"),
        env.get("SKULINE_ROCKETMQ_ENDPOINTS"),
        env.get("SKULINE_REDIS_URL"),
        env.get("SPRING_DATASOURCE_URL"),
        env.get("SPRING_DATASOURCE_USERNAME"),
        env.get("SPRING_DATASOURCE_PASSWORD"));
  }

  /** Returns a text without the password. */
  @Override
  public String toString() {
    return id;
  }
}
