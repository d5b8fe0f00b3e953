package io.skuline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.intake.IntakeProperties;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

/**
 * Settings that were accepted and did something else are refused, with their name and the reason.
 */
class SettingsCheckTest {

  @Test
  void whatIsSetNowhereIsRight() {
    assertThatNoException().isThrownBy(() -> SettingsCheck.check(with()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skuline.intake.enabled | maybe | skuline.intake.enabled",
        "skuline.intake.invisible | 0s | skuline.intake.invisible must be 10s to 12h, is PT0S",
        "skuline.intake.invisible | 13h | skuline.intake.invisible must be 10s to 12h",
        "skuline.ledger.invisible | 0s | skuline.ledger.invisible must be 10s to 12h, is PT0S",
        "skuline.ledger.invisible | 13h | skuline.ledger.invisible must be 10s to 12h",
        "skuline.ledger.replica.username | me | A replica in skuline.ledger has no url",
        "skuline.rocketmq.request-timeout | 0s | request-timeout must be 100ms to 1m, is PT0S",
        "skuline.rocketmq.redelivery-horizon | 0s | redelivery-horizon must be at least 1h",
        "skuline.rocketmq.endpoints | a:1,b:1 | separated by semicolons",
        "skuline.rocketmq.endpoints | 127.0.0.1 | skuline.rocketmq.endpoints must be host:port",
        "skuline.rocketmq.endpoints | http://a:1 | skuline.rocketmq.endpoints must be host:port",
        "skuline.rocketmq.endpoints | a:70000 | skuline.rocketmq.endpoints must have ports from 1",
        "skuline.console.oidc.issuer-uri | id.example.com | issuer-uri must be https://host/path",
        "skuline.console.oidc.issuer-uri | https://h/?x=1 | issuer-uri must be https://host/path",
        "skuline.console.oidc.issuer-uri | https://h | client-id is needed with skuline.console",
        "skuline.console.oidc.client-id | me | skuline.console.oidc.issuer-uri is missing",
        "spring.datasource.url | mysql://h:1/d | spring.datasource.url must be jdbc:mysql://host",
        "spring.datasource.url | jdbc:mysql://me:p@ss@h:1/d | users and passwords are spring",
        "spring.datasource.url | jdbc:mysql://h:1 | spring.datasource.url must be jdbc:mysql://host",
        "server.port | 70000 | server.port must be 0 to 65535, is 70000",
        "server.port | seventy | server.port",
        "skuline.rocketmq.access-key | me | access-key and secret-key must be given both",
        "skuline.rocketmq.secret-key | me | access-key and secret-key must be given both",
        "skuline.rocketmq.session-token | me | session-token is given without access-key",
        "skuline.rocketmq.credentials-file | none | skuline.rocketmq.credentials-file: there is no",
        "skuline.rocketmq.credentials-file | pom.xml | file of credentials pom.xml, line 1 does not",
        "skuline.rocketmq.ca-file | pom.xml | ca-file is given, but skuline.rocketmq.tls is off",
        "skuline.redis.mode | ring | must be single, sentinel, replicated or cluster, is ring",
        "skuline.redis.mode | cluster | skuline.redis.addresses is missing",
        "skuline.redis.partitions | -1 | must be 1 to 1024, is -1",
        "skuline.redis.partitions | 1025 | must be 1 to 1024, is 1025",
        "skuline.redis.mode | sentinel | skuline.redis.addresses is missing: the mode sentinel needs",
        "skuline.redis.mode | replicated | needs those of the nodes",
        "skuline.redis.addresses | redis://a:1 | are for skuline.redis.mode sentinel, replicated or cluster",
        "skuline.redis.master-name | m | skuline.redis.master-name is for skuline.redis.mode sentinel",
        "skuline.redis.sentinel-password | p | sentinel-password is for skuline.redis.mode sentinel",
        "skuline.redis.sentinel-username | p | sentinel-username is for skuline.redis.mode sentinel",
        "skuline.redis.tls.trust-store | pom.xml | url begins with redis://, which is not encrypted",
        "skuline.redis.tls.verify | chain | which is not encrypted: write rediss://",
        "skuline.redis.tls.verify | none | skuline.redis.tls.verify must be full or chain, is none",
        "skuline.redis.tls.trust-store-password | p | without skuline.redis.tls.trust-store",
        "skuline.redis.tls.key-store-password | p | without skuline.redis.tls.key-store",
        "skuline.redis.timeout | 0s | skuline.redis.timeout must be PT0.01S to PT1M, is PT0S",
        "skuline.redis.remember-for | 0s | skuline.redis.remember-for must be PT1H",
        "skuline.redis.wait-timeout | 0s | skuline.redis.wait-timeout must be 1ms",
        "skuline.redis.url | 127.0.0.1:6379 | skuline.redis.url must be redis://host:port",
        "skuline.redis.url | redis://127.0.0.1:6379/1 | the database is always 0",
        "skuline.redis.url | redis://me:secret@127.0.0.1:6379 | skuline.redis.username",
        "skuline.redis.username | me | without skuline.redis.password",
        "skuline.deduction.engine | mysql | must be redis or database, is mysql",
        "skuline.deduction.engine | Redis | must be redis or database, is Redis",
        "skuline.deduction.precheck | cache | skuline.deduction.precheck is for the database",
        "skuline.deduction.database.buckets | 4 | is for the database engine, and skuline.deduction",
        "skuline.deduction.database.buckets | 3 | database.buckets must be 1, 2, 4, 8 or 16, is 3",
        "skuline.deduction.database.buckets | 0 | database.buckets must be 1, 2, 4, 8 or 16, is 0",
        "skuline.deduction.database.buckets | 32 | database.buckets must be 1, 2, 4, 8 or 16, is 32",
        "skuline.deduction.cache-for | 0s | skuline.deduction.cache-for must be 1ms to 1m",
        "skuline.deduction.replica-lag | 0s | skuline.deduction.replica-lag must be 100ms to 1h",
        "skuline.groups.ledger | skuline-intake | skuline.groups must be three different ones",
        "skuline.topics.stock-results | order-events | skuline.topics must be four different ones",
        "skuline.dead-letters.groups | skuline-intake | a group of this service",
        "skuline.dead-letters.groups | billing,skuline-ledger=t | has skuline-ledger, a group",
        "skuline.dead-letters.groups | skuline-dead-letters | a group of this service",
        "skuline.hot.notice | 999ms | skuline.hot.notice must be 1s to 24h, is PT0.999S",
        "skuline.hot.notice | 25h | skuline.hot.notice must be 1s to 24h, is PT25H",
        "skuline.hot.auto-rate | 0 | skuline.hot.auto-rate must be 1 to 1000000, is 0",
        "skuline.hot.auto-for | 59s | skuline.hot.auto-for must be 1m to 7d, is PT59S",
        "skuline.reconcile.patience | 30s | (PT30S) must be longer than skuline.intake.invisible",
        "skuline.console.user | a:b | skuline.console.user must not",
        "skuline.console.password | {bcript}x | skuline.console.password begins like",
        "spring.datasource.hikari.maximum-pool-size | 6 | must be at least 7, is 6",
        "skuline.intake.lane | 3 | There is no setting skuline.intake.lane",
        "skuline.ledger.shards[0].slot | 0-1023 | skuline.ledger.shards[0].slot",
      })
  void whatMeansNothingIsRefusedWithItsNameAndWhy(String name, String value, String why) {
    assertRefused(why, name, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rocketmq.ca-file=none rocketmq.tls=on         | skuline.rocketmq.ca-file: there is no file",
        "rocketmq.ca-file=pom.xml rocketmq.tls=on      | pom.xml has no certificates in PEM form",
        "rocketmq.credentials-file=pom.xml rocketmq.access-key=a rocketmq.secret-key=b"
            + " | credentials-file and access-key are given both",
        "redis.mode=sentinel redis.addresses=redis://a:1 | skuline.redis.master-name is missing",
        "redis.mode=sentinel redis.addresses=a:1 redis.master-name=m"
            + " | skuline.redis.addresses[0] must be redis://host:port",
        "redis.mode=sentinel redis.addresses=redis://a:1,rediss://b:1 redis.master-name=m"
            + " | skuline.redis.addresses must all begin with rediss://, or none",
        "redis.mode=sentinel redis.addresses=redis://a:1 redis.master-name=m"
            + " redis.sentinel-username=u | without skuline.redis.sentinel-password",
        "redis.mode=sentinel redis.url=rediss://a:1 redis.addresses=redis://a:1"
            + " | skuline.redis.url is for skuline.redis.mode single; the mode is sentinel",
        "redis.mode=sentinel redis.addresses=redis://a:1 redis.master-name=m"
            + " redis.sentinel-password=p"
            + " | skuline.redis.sentinel-password is given without skuline.redis.password",
        "redis.mode=replicated redis.addresses=redis://a:1 redis.master-name=m"
            + " | skuline.redis.master-name is for skuline.redis.mode sentinel; the mode is replica",
        "redis.mode=replicated redis.addresses=redis://a:1 redis.tls.verify=chain"
            + " | skuline.redis.addresses begin with redis://, which is not encrypted",
        "redis.url=rediss://a:1 redis.tls.trust-store=none | redis.tls.trust-store: there is no file",
        "redis.url=rediss://a:1 redis.tls.trust-store=pom.xml"
            + " | pom.xml is not a PEM file, and a store needs its password"
            + " (skuline.redis.tls.trust-store-password)",
        "redis.url=rediss://a:1 redis.tls.trust-store=pom.xml redis.tls.trust-store-password=p"
            + " | pom.xml is neither a PEM file nor a PKCS 12 or JKS store",
        "redis.url=rediss://a:1 redis.tls.key-store=none redis.tls.key-store-password=p"
            + " | skuline.redis.tls.key-store: there is no file none",
      })
  void whatDoesNotGoTogetherIsRefused(String settings, String why) {
    String[] namesAndValues =
        Arrays.stream(settings.split(" ", -1))
            .flatMap(each -> Arrays.stream(("skuline." + each).split("=", 2)))
            .toArray(String[]::new);
    assertRefused(why, namesAndValues);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=file:none"
            + " | trustCertificateKeyStoreUrl: there is no file none",
        "sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:pom.xml"
            + " | and a store needs its password (trustCertificateKeyStorePassword)",
        "sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:pom.xml"
            + "&trustCertificateKeyStorePassword=s3cret"
            + " | trustCertificateKeyStoreUrl: pom.xml is neither",
        "sslMode=REQUIRED&trustCertificateKeyStoreUrl=file:none"
            + " | is not used with sslMode REQUIRED: write sslMode=VERIFY_IDENTITY",
        "trustCertificateKeyStoreUrl=file:none"
            + " | is not used with sslMode PREFERRED: write sslMode=VERIFY_IDENTITY",
        "sslMode=VERIFY_IDENTITY&clientCertificateKeyStoreUrl=file:none"
            + " | clientCertificateKeyStoreUrl: there is no file none",
        "sslMode=VERIFY | sslMode must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA or",
      })
  void tlsOfADatabaseIsLookedAt(String options, String why) {
    String url = "jdbc:mysql://127.0.0.1:1/skuline?" + options;
    assertRefused("spring.datasource.url: ", "spring.datasource.url", url);
    assertRefused(why, "spring.datasource.url", url);
    assertRefused(
        "skuline.ledger.shards[0].url: ",
        "skuline.ledger.shards[0].url",
        url,
        "skuline.ledger.shards[0].slots",
        "0-1023");
    assertRefused("skuline.ledger.replica.url: ", "skuline.ledger.replica.url", url);
    assertThatThrownBy(() -> SettingsCheck.check(with("spring.datasource.url", url)))
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("s3cret"));
  }

  @Test
  void tlsForAllDatabasesIsLookedAtToo() {
    assertRefused(
        "there is no file none",
        "spring.datasource.hikari.data-source-properties.sslMode",
        "VERIFY_IDENTITY",
        "spring.datasource.hikari.data-source-properties.trustCertificateKeyStoreUrl",
        "file:none");
  }

  @Test
  void secretsAreNotRepeated() {
    assertThatThrownBy(
            () -> SettingsCheck.check(with("skuline.redis.url", "redis://me:secret@host:1")))
        .hasStackTraceContaining("skuline.redis.url")
        .satisfies(
            e -> {
              Throwable cause = e;
              while (cause.getCause() != null) {
                cause = cause.getCause();
              }
              assertThat(cause.getMessage()).doesNotContain("secret@");
            });
  }

  /** A lane uses a connection of the first shard while it waits for another one. */
  @Test
  void lanesThatDecideInTheDatabaseNeedConnectionsToo() {
    String[] settings = {
      "skuline.deduction.engine", "database",
      "skuline.intake.lanes", "24",
      "spring.datasource.hikari.maximum-pool-size", "30"
    };
    assertRefused("of skuline.ledger.threads (4) and of skuline.intake.lanes (24)", settings);
    settings[5] = "31";
    assertThatNoException().isThrownBy(() -> SettingsCheck.check(with(settings)));
  }

  @Test
  void aGroupThatIsMadeForAShardIsTaken() {
    assertRefused(
        "also made for the ledger of another shard",
        "skuline.groups.dead-letters",
        "skuline-ledger-1",
        "skuline.ledger.shards[0].slots",
        "0-511",
        "skuline.ledger.shards[1].slots",
        "512-1023",
        "skuline.ledger.shards[1].url",
        "jdbc:mysql://127.0.0.1:1/other");
  }

  @Test
  void whatIsOffIsOff() {
    for (String off : new String[] {"off", "no", "0", "false", "OFF"}) {
      ConfigurableEnvironment environment = with("skuline.intake.enabled", off);
      SettingsCheck.check(environment);
      assertThat(
              Binder.get(environment)
                  .bindOrCreate("skuline.intake", IntakeProperties.class)
                  .enabled())
          .as(off)
          .isFalse();
    }
  }

  @Test
  void namesMayBeWrittenInEveryWayThatIsRead() {
    assertThatNoException()
        .isThrownBy(
            () ->
                SettingsCheck.check(
                    with(
                        "skuline.deadLetters.lookAgain", "5s",
                        "skuline.dead-letters.groups[0]", "billing",
                        "skuline.ledger.shards[0].slots", "0-1023",
                        "skuline.ledger.shards[0].replica.url", "jdbc:mysql://127.0.0.1:1/r")));
  }

  /** Kubernetes derives such variables from a service's name. */
  @Test
  void whatIsInTheEnvironmentOfTheProcessMayBeForOthers() {
    ConfigurableEnvironment environment = with();
    environment
        .getPropertySources()
        .addLast(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                    "SKULINE_REDIS_PORT", "tcp://10.0.0.1:6379",
                    "SKULINE_SERVICE_URL", "http://127.0.0.1:8080",
                    "SKULINE_DEAD_LETTERS_LOOK_AGAIN", "5s",
                    "SKULINE_INTAKE_LANES", "3")));
    assertThatNoException().isThrownBy(() -> SettingsCheck.check(environment));
  }

  private static void assertRefused(String why, String... namesAndValues) {
    assertThatThrownBy(() -> SettingsCheck.check(with(namesAndValues)))
        .hasStackTraceContaining(why);
  }

  /** Returns an environment without the variables and properties of the tests' JVM. */
  private static ConfigurableEnvironment with(String... namesAndValues) {
    MockEnvironment environment = new MockEnvironment();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    ConfigurationPropertySources.attach(environment);
    return environment;
  }
}
