package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the service refuses to work with, and what it reports then. */
@ExtendWith(StackExtension.class)
class StartIT {

  /** A part of the service that does not stop would hold it up for 25 seconds. */
  private static final Duration PHASE = Duration.ofSeconds(20);

  @Test
  void aMemoryShorterThanTheBrokersIsRefused(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (ServiceProcess service =
        ServiceProcess.launch(installation, Map.of("SKULINE_REDIS_REMEMBERFOR", "71h"))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> !service.running());
      assertThat(service.log()).contains("skuline.redis.remember-for (PT71H) must be longer than");
    }
  }

  @Test
  void settingsThatContradictEachOtherAreRefused(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (ServiceProcess service =
        ServiceProcess.launch(installation, Map.of("SKULINE_RECONCILE_PATIENCE", "5s"))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> !service.running());
      assertThat(service.log())
          .contains("does not start: skuline.reconcile.patience (PT5S) must be longer than")
          .doesNotContain("\tat ");
      assertThat(service.exitCode()).isEqualTo(2);
    }
  }

  /**
   * The service does not wait for a database that refuses, and waits for one that is unavailable;
   * while it waits, it can be stopped.
   */
  @Test
  void theDatabaseRefusesOrIsAway(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    Map<String, String> wrong = Map.of("SPRING_DATASOURCE_PASSWORD", "a@wrong:one");
    try (ServiceProcess service = ServiceProcess.launch(installation, wrong)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> !service.running());
      assertThat(service.log())
          .contains("does not let in the user")
          .doesNotContain("\tat ", "a@wrong:one");
      assertThat(service.exitCode()).isEqualTo(2);
    }
    Map<String, String> away = Map.of("SPRING_DATASOURCE_URL", "jdbc:mysql://127.0.0.1:1/skuline");
    try (ServiceProcess service = ServiceProcess.launch(installation, away)) {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> service.log().contains("Waiting for the database at"));
      assertStopsSoon(service);
    }
  }

  /** The database is there; Redis and the broker do not answer. */
  @Test
  void whoWaitsForItsServersCanBeStopped(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ServiceProcess service =
            ServiceProcess.launch(
                installation,
                Map.of(
                    "SKULINE_REDIS_URL",
                    "redis://127.0.0.1:" + silent.getLocalPort(),
                    "SKULINE_ROCKETMQ_ENDPOINTS",
                    "127.0.0.1:" + silent.getLocalPort()))) {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  service.log().contains("waits for the broker")
                      && service.status("/actuator/health/readiness") == 503);
      assertStopsSoon(service);
    }
  }

  private static void assertStopsSoon(ServiceProcess service) throws Exception {
    long start = System.nanoTime();
    service.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PHASE);
    assertThat(service.exitCode()).as("128 and SIGTERM").isEqualTo(143);
    assertThat(service.log()).doesNotContain("\tat ");
  }

  @Test
  void aRedisThatMayEvictIsNotUsedUntilItIsRepairedAndTheOtherEngineIsRefused(Stack stack)
      throws Exception {
    Installation installation = Installation.withEmptyDatabase(stack);
    try (RedisNode redis = new RedisNode();
        ServiceProcess service = launch(installation, redis)) {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  service.status("/actuator/health/readiness") == 503
                      && service
                          .get("/actuator/health/readiness")
                          .body()
                          .contains("maxmemory-policy"));
      assertThat(service.status("/actuator/health/liveness")).isEqualTo(200);
      redis.command("CONFIG SET maxmemory-policy noeviction");
      service.awaitReady();
      assertTheOtherEngineIsRefused(installation);
    }
  }

  private static ServiceProcess launch(Installation installation, RedisNode evicting) {
    evicting.command("CONFIG SET maxmemory-policy allkeys-lru");
    String url = "redis://127.0.0.1:" + evicting.port();
    return ServiceProcess.launch(installation, Map.of("SKULINE_REDIS_URL", url));
  }

  private static void assertTheOtherEngineIsRefused(Installation installation) throws Exception {
    Map<String, String> other = Map.of("SKULINE_DEDUCTION_ENGINE", "database");
    try (ServiceProcess service = ServiceProcess.launch(installation, other)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> !service.running());
      assertThat(service.log())
          .contains("does not start: This database belongs to the engine 'redis'")
          .doesNotContain("\tat ");
    }
  }

  /** The instance would take orders for younger or older than they are. */
  @Test
  void anInstanceWhoseClockIsWrongTakesNoOrders(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    String url = installation.environment().get("SPRING_DATASOURCE_URL");
    String clockOf2023 = (url.contains("?") ? "&" : "?") + "sessionVariables=timestamp=1700000000";
    try (ServiceProcess service =
        ServiceProcess.launch(installation, Map.of("SPRING_DATASOURCE_URL", url + clockOf2023))) {
      String ledgerReceives = "receive from " + installation.topic("stock-journal");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  service.log().contains(ledgerReceives)
                      && service.get("/state").body().contains("\"phase\":\"OPEN\""));
      assertThat(service.status("/actuator/health/readiness")).isEqualTo(503);
      assertThat(service.get("/actuator/health/readiness").body())
          .contains("ahead of the database's");
      assertThat(service.status("/actuator/health/liveness")).isEqualTo(200);
      assertThat(service.log())
          .doesNotContain("receive from " + installation.topic("order-events"));
    }
  }
}
