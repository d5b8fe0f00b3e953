package io.skuline.bench.throughput;

import io.skuline.InventoryConsumer;
import io.skuline.client.OrderEventPublisher;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.StockAdjusted;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One of the contenders that are measured side by side: one or more JVMs of its own, with its own
 * topics and stock.
 */
final class Contender implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * The pause between two scrapes. A scrape costs the service milliseconds, so frequent scrapes
   * would distort the measurement.
   */
  private static final Duration POLL = Duration.ofMillis(250);

  /** A time longer than the 5 seconds for which simple consumers poll. */
  static final Duration LONG_POLL = Duration.ofSeconds(6);

  private static final Duration FORGETS_NOBODY = Duration.ofHours(1);

  /** The address of just this counter: a scrape of all metrics costs the service more. */
  private static final String ANSWERED = "/actuator/metrics/skuline.events.answered";

  private static final Pattern COUNT = Pattern.compile("\"COUNT\",\\s*\"value\":([0-9.E]+)");

  private final ContenderKind kind;
  private final ContenderResources resources;
  private final Workload workload;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Integer> ports = new ArrayList<>();
  private final List<ChildJvm> children = new ArrayList<>();
  private long notOrders;

  private Contender(ContenderKind kind, ContenderResources resources, Workload workload) {
    this.kind = kind;
    this.resources = resources;
    this.workload = workload;
  }

  /** Returns options of servers that remember paused contenders for any time. */
  static StackOptions servers() {
    return StackOptions.defaults()
        .withRocketmqHeapMegabytes(1024)
        .withClientExpiry(FORGETS_NOBODY)
        .forLongLoad();
  }

  /** Starts a contender and returns when it takes part and has its stock. */
  static Contender start(
      ContenderKind kind, ContenderResources resources, Workload workload, Path log) {
    return start(kind, resources, workload, log, 1);
  }

  /** Starts a contender with several instances, which share the work. */
  static Contender start(
      ContenderKind kind,
      ContenderResources resources,
      Workload workload,
      Path log,
      int instances) {
    Contender contender = new Contender(kind, resources, workload);
    try {
      if (kind.isListener()) {
        contender.stockRival();
      }
      for (int instance = 0; instance < instances; instance++) {
        contender.launch(log);
        contender.await("start", contender::isUp);
      }
      if (kind.isSkuline()) {
        contender.stockSkuline();
      }
      return contender;
    } catch (RuntimeException e) {
      contender.close();
      throw e;
    }
  }

  private void launch(Path log) {
    int port = Ports.orFree(0);
    Map<String, String> environment = new HashMap<>(resources.environment());
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("LOGGING_LEVEL_ROOT", "warn");
    environment.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,metrics");
    if (kind == ContenderKind.SKULINE_DATABASE) {
      environment.put("SKULINE_DEDUCTION_ENGINE", "database");
    }
    ports.add(port);
    children.add(
        kind.isSkuline()
            ? new ChildJvm(log, environment, InventoryConsumer.class.getName())
            : new ChildJvm(
                log, environment, RivalMain.class.getName(), kind.name(), Integer.toString(port)));
  }

  ContenderKind kind() {
    return kind;
  }

  ContenderResources place() {
    return resources;
  }

  /**
   * Pauses the contender with its connections, and returns when the broker has answered the polls
   * of simple consumers. Otherwise the broker could deliver an order to a paused consumer. The
   * order would be read too late, and its queue would wait until the invisible time ends.
   *
   * @param wait {@link #LONG_POLL}; less if so few orders come so soon that none is read too late
   */
  void pause(Duration wait) {
    children.forEach(ChildJvm::pause);
    LockSupport.parkNanos(wait.toNanos());
  }

  void resume() {
    children.forEach(ChildJvm::resume);
  }

  /** Returns the processor time of its JVMs so far. */
  Duration cpu() {
    return children.stream().map(ChildJvm::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /** Returns the number of orders whose answer is stored and that are acknowledged. */
  long done() {
    return ports.stream().mapToLong(this::done).sum() - notOrders;
  }

  private long done(int port) {
    if (!kind.isSkuline()) {
      return Long.parseLong(get(port, "/done"));
    }
    Matcher count = COUNT.matcher(get(port, ANSWERED));
    return count.find() ? Math.round(Double.parseDouble(count.group(1))) : 0;
  }

  /** The further away the end seems, the later it looks again: each look costs milliseconds. */
  void awaitDone(long orders) {
    long start = System.nanoTime();
    long before = done();
    await(orders + " orders", () -> isDone(orders, before, start));
  }

  private boolean isDone(long orders, long before, long start) {
    long now = done();
    if (now > before && now < orders) {
      double left = (double) (System.nanoTime() - start) / (now - before) * (orders - now);
      LockSupport.parkNanos(Math.min(Math.round(left / 2), LONG_POLL.toNanos()));
    }
    return now >= orders;
  }

  /**
   * Checks that the contender did its work.
   *
   * @param orders the number of orders that were published to it, each once
   * @throws IllegalStateException if units are missing, or sold twice
   */
  void audit(long orders) {
    long sold = orders * workload.lines();
    switch (kind) {
      case PASS_PUBLIC, PASS_BATCH -> {}
      case SKULINE, SKULINE_DATABASE -> {
        String report = get(ports.get(0), "/audit?waitSeconds=120");
        require(report.contains("\"passed\":true"), report);
        require(report.contains("\"unitsDeducted\":" + sold), "not " + sold + ": " + report);
      }
      case LISTENER_SQL -> {
        requireEqual(sold, number("SELECT SUM(quantity) FROM flow"));
        requireEqual(
            (long) Workload.STOCK * workload.skus().size() - sold,
            number("SELECT SUM(available) FROM stock"));
      }
      case LISTENER_REDIS -> requireEqual(sold, number("SELECT SUM(quantity) FROM flow"));
    }
  }

  @Override
  public void close() {
    resume();
    children.forEach(ChildJvm::close);
  }

  private void stockSkuline() {
    try (OrderEventPublisher publisher = Topic.publisher(resources)) {
      List<CompletableFuture<?>> sent =
          workload.skus().stream()
              .<CompletableFuture<?>>map(
                  sku ->
                      publisher.publish(
                          new StockAdjusted(
                              "load-" + sku,
                              Instant.now(),
                              sku,
                              Workload.STOCK,
                              AdjustmentKind.INITIAL)))
              .toList();
      sent.forEach(CompletableFuture::join);
    }
    awaitDone(workload.skus().size());
    notOrders = workload.skus().size();
  }

  private void stockRival() {
    JdbcTemplate jdbc = jdbc();
    SqlListener.prepare(jdbc, workload.skus());
    if (kind == ContenderKind.LISTENER_REDIS) {
      RedisListener.prepare(resources, workload.skus());
    }
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(
        new DriverManagerDataSource(
            resources.jdbcUrl(), resources.jdbcUser(), resources.jdbcPassword()));
  }

  private long number(String sql) {
    Long number = jdbc().queryForObject(sql, Long.class);
    return number == null ? 0 : number;
  }

  private boolean isUp() {
    try {
      String path = kind.isSkuline() ? "/actuator/health/readiness" : "/done";
      ports.forEach(port -> get(port, path));
      return true;
    } catch (UncheckedIOException | IllegalStateException notYet) {
      return false;
    }
  }

  private void await(String what, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || !children.stream().allMatch(ChildJvm::isAlive)) {
        throw new IllegalStateException(kind.title + " did not come to: " + what);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private String get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofMinutes(3))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean notYet = response.statusCode() == 404 && path.equals(ANSWERED);
      require(response.statusCode() == 200 || notYet, path + ": " + response.body());
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void requireEqual(long expected, long actual) {
    require(expected == actual, kind.title + " sold " + actual + ", not " + expected);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalStateException(problem);
    }
  }
}
