package io.skuline.settings;

import io.skuline.deadletter.DeadLetterProperties;
import io.skuline.deduction.database.DatabaseDeductionProperties;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.hot.HotSkuProperties;
import io.skuline.intake.IntakeProperties;
import io.skuline.ledger.LedgerProperties;
import io.skuline.login.ConsoleProperties;
import io.skuline.login.OpenIdProperties;
import io.skuline.messaging.BrokerProperties;
import io.skuline.messaging.ConsumerGroups;
import io.skuline.messaging.Topics;
import io.skuline.reconciliation.ReconcileProperties;
import io.skuline.start.StartException;
import io.skuline.start.StartExitCode;
import io.skuline.store.shard.ShardsProperties;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses to start with settings that would be accepted and do something else than they say. This
 * happens before anything is connected. It checks each setting by itself, then settings that
 * contradict each other, then names that no part of the service reads.
 */
public final class SettingsCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** All settings that are read; each record checks itself. */
  private static final List<Class<? extends Record>> ALL =
      List.of(
          BrokerProperties.class,
          Topics.class,
          ConsumerGroups.class,
          IntakeProperties.class,
          LedgerProperties.class,
          ShardsProperties.class,
          DatabaseDeductionProperties.class,
          RedisProperties.class,
          ReconcileProperties.class,
          ConsoleProperties.class,
          OpenIdProperties.class,
          DeadLetterProperties.class,
          HotSkuProperties.class);

  private static final String HOME_DATABASE = "jdbc:mysql://127.0.0.1:3306/skuline";

  /** A URL with a host, perhaps several, no user, and a database. */
  private static final Pattern HOME_URL =
      Pattern.compile("jdbc:mysql(\\+srv)?(:[a-z]+)?://[^/@?]+/[^/@?]+(\\?.*)?");

  private static final int MAX_PORT = 65_535;

  /**
   * Two connections for the locks of the two leaders, and one with which everything else can go on.
   */
  private static final int CONNECTIONS_BESIDES = 3;

  /** The pool's own default. */
  private static final int HIKARI_CONNECTIONS = 10;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      check(context.getEnvironment());
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), StartExitCode.SETTINGS, e);
    }
  }

  /**
   * @throws RuntimeException if a setting is refused; its message, or that of a cause, names the
   *     setting and the reason
   */
  static void check(ConfigurableEnvironment environment) {
    Binder binder = Binder.get(environment);
    ALL.forEach(type -> bind(binder, type));
    requireDatabase(binder);
    requireConnections(binder);
    requireGroups(binder);
    requirePatience(binder);
    new DatabaseTls(binder).require(bind(binder, ShardsProperties.class));
    new KnownNames(ALL).require(environment);
  }

  private static <T> T bind(Binder binder, Class<T> type) {
    return binder.bindOrCreate(type.getAnnotation(ConfigurationProperties.class).value(), type);
  }

  /** The message does not show the value: it may contain a password. */
  private static void requireDatabase(Binder binder) {
    String url = binder.bind("spring.datasource.url", String.class).orElse(HOME_DATABASE);
    if (!HOME_URL.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "spring.datasource.url must be jdbc:mysql://host:port/database; users and passwords are"
              + " spring.datasource.username and .password");
    }
    int port = binder.bind("server.port", Integer.class).orElse(0);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "server.port must be 0 to %d, is %d".formatted(MAX_PORT, port));
    }
  }

  /** With fewer connections, every thread could have one and wait for the next. */
  private static void requireConnections(Binder binder) {
    int connections =
        binder
            .bind("spring.datasource.hikari.maximum-pool-size", Integer.class)
            .orElse(HIKARI_CONNECTIONS);
    int threads = bind(binder, LedgerProperties.class).threads();
    boolean inDatabase = bind(binder, DatabaseDeductionProperties.class).inDatabase();
    int lanes = inDatabase ? bind(binder, IntakeProperties.class).lanes() : 0;
    int needed = threads + lanes + CONNECTIONS_BESIDES;
    if (connections < needed) {
      throw new IllegalArgumentException(
          ("spring.datasource.hikari.maximum-pool-size must be at least %d, is %d: a connection for"
                  + " each of skuline.ledger.threads (%d)%s, and %d more")
              .formatted(
                  needed,
                  connections,
                  threads,
                  inDatabase ? " and of skuline.intake.lanes (%d)".formatted(lanes) : "",
                  CONNECTIONS_BESIDES));
    }
  }

  private static void requireGroups(Binder binder) {
    ConsumerGroups groups = bind(binder, ConsumerGroups.class);
    List<String> own = groups.all(bind(binder, ShardsProperties.class).count());
    Set<String> distinct = new HashSet<>(own);
    if (distinct.size() < own.size()) {
      throw new IllegalArgumentException(
          "skuline.groups has one that is also made for the ledger of another shard: " + own);
    }
    for (String entry : bind(binder, DeadLetterProperties.class).groups()) {
      String group = entry.split("=", 2)[0].strip();
      if (distinct.contains(group)) {
        throw new IllegalArgumentException(
            ("skuline.dead-letters.groups has %s, a group of this service: its dead letters are"
                    + " collected anyway, and go back to its own topic")
                .formatted(group));
      }
    }
  }

  /** The decisions of a killed instance arrive in the journal only when its messages come again. */
  private static void requirePatience(Binder binder) {
    ReconcileProperties reconcile = bind(binder, ReconcileProperties.class);
    IntakeProperties intake = bind(binder, IntakeProperties.class);
    if (reconcile.patience().compareTo(intake.invisible()) <= 0) {
      throw new IllegalArgumentException(
          ("skuline.reconcile.patience (%s) must be longer than skuline.intake.invisible (%s), or"
                  + " what an instance had decided when it was killed would be taken for lost")
              .formatted(reconcile.patience(), intake.invisible()));
    }
  }
}
