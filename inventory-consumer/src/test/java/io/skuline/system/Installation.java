package io.skuline.system;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.messaging.BrokerProperties;
import io.skuline.messaging.RocketMqClient;
import io.skuline.messaging.Topics;
import io.skuline.setup.BrokerLayout;
import io.skuline.setup.LayoutNames;
import io.skuline.setup.NeededTopic;
import io.skuline.stack.Stack;
import io.skuline.store.MigratedDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.redisson.api.RedissonClient;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Topics, groups, a database and a Redis namespace that belong to one test class alone. */
public record Installation(Stack stack, String id) {

  /**
   * Returns a fresh installation. Its database has the tables already, so the service starts
   * sooner.
   */
  public static Installation on(Stack stack) {
    Installation installation = withEmptyDatabase(stack);
    MigratedDatabases.url(stack, installation.database());
    return installation;
  }

  /** Returns a fresh installation as an operator makes it. */
  static Installation withEmptyDatabase(Stack stack) {
    Installation installation =
        new Installation(stack, UUID.randomUUID().toString().substring(0, 8));
    stack.create(BrokerLayout.of(installation.names(), 1, NeededTopic.QUEUES));
    stack.jdbcUrl(installation.database());
    return installation;
  }

  private LayoutNames names() {
    return new LayoutNames(
        topic("order-events"),
        topic("stock-journal"),
        topic("stock-results"),
        topic("stock-dead-letters"),
        group("intake"),
        group("ledger"),
        group("dead-letters"),
        List.of(group("shop"), group("operator")));
  }

  public String topic(String name) {
    return name + "-" + id;
  }

  public String group(String name) {
    return name + "-" + id;
  }

  public String database() {
    return "skuline_" + id;
  }

  /** Returns a template for its database, with a new connection for every statement. */
  JdbcTemplate jdbc() {
    return new JdbcTemplate(
        new DriverManagerDataSource(
            stack.jdbcUrl(database()), stack.jdbcUser(), stack.jdbcPassword()));
  }

  /** Returns a client of its Redis. */
  RedissonClient redis() {
    return RedisConnection.open(
        new RedisProperties(
            stack.redisUrl(),
            null,
            null,
            id,
            Duration.ofSeconds(2),
            Duration.ofHours(73),
            0,
            Duration.ofMillis(500)),
        1,
        4);
  }

  /** Returns a connection like the service's, with batch RPCs. */
  public RocketMqClient broker() {
    return new RocketMqClient(
        new BrokerProperties(
            stack.rocketmqEndpoints(),
            Duration.ofSeconds(10),
            Duration.ofDays(3),
            BrokerProperties.BatchRpcMode.AUTO),
        new Topics(
            topic("order-events"),
            topic("stock-results"),
            topic("stock-journal"),
            topic("stock-dead-letters")));
  }

  /** Returns the settings of the service, as environment variables. */
  public Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("SKULINE_ROCKETMQ_ENDPOINTS", stack.rocketmqEndpoints()),
        Map.entry("SKULINE_TOPICS_ORDEREVENTS", topic("order-events")),
        Map.entry("SKULINE_TOPICS_STOCKJOURNAL", topic("stock-journal")),
        Map.entry("SKULINE_TOPICS_STOCKRESULTS", topic("stock-results")),
        Map.entry("SKULINE_TOPICS_STOCKDEADLETTERS", topic("stock-dead-letters")),
        Map.entry("SKULINE_GROUPS_INTAKE", group("intake")),
        Map.entry("SKULINE_GROUPS_LEDGER", group("ledger")),
        Map.entry("SKULINE_GROUPS_DEADLETTERS", group("dead-letters")),
        Map.entry("SKULINE_REDIS_URL", stack.redisUrl()),
        Map.entry("SKULINE_REDIS_NAMESPACE", id),
        Map.entry("SPRING_DATASOURCE_URL", stack.jdbcUrl(database())),
        Map.entry("SPRING_DATASOURCE_USERNAME", stack.jdbcUser()),
        Map.entry("SPRING_DATASOURCE_PASSWORD", stack.jdbcPassword()));
  }
}
