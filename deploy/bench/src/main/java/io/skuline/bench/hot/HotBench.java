package io.skuline.bench.hot;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.bench.BenchLog;
import io.skuline.bench.BenchReport;
import io.skuline.bench.FigureTable;
import io.skuline.bench.Medians;
import io.skuline.bench.RunOptions;
import io.skuline.bench.Service;
import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublisherOptions;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.hot.HotSkuService;
import io.skuline.setup.BrokerLayout;
import io.skuline.setup.LayoutNames;
import io.skuline.setup.NeededTopic;
import io.skuline.stack.Stack;
import io.skuline.stack.StackOptions;
import io.skuline.stack.Stacks;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how much faster the orders of one SKU are answered if the SKU is hot: spread over 16
 * message groups, next to the same orders in one queue, by the same service, in turns.
 *
 * <p>A queue waits: it is locked until its batch is decided, told and acknowledged. So what is
 * measured is waiting time. Redis is reached through a delay, which lengthens each batch and costs
 * no processor; without a delay, the processors of a small machine are busy before 16 queues are.
 */
@Command(
    name = "hot",
    mixinStandardHelpOptions = true,
    description = "Orders of one SKU: one queue, and the 16 groups of a hot SKU, side by side")
public final class HotBench implements Callable<Integer> {

  private static final int UNITS = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int NAME_DIGITS = 10;
  private static final int WARM_UPS = 3;

  /** A turn of the slower one has fewer orders, so that both take about as long. */
  private static final int PARTS = 8;

  @Option(
      names = "--orders",
      defaultValue = "12800",
      description = "orders of a turn that are spread; in one queue it is an eighth of them")
  private int orders;

  @Option(names = "--rounds", defaultValue = "3", description = "each has SKUs of its own")
  private int rounds;

  @Option(names = "--queues", defaultValue = "256", description = "queues of order-events")
  private int queues;

  @Option(names = "--lanes", defaultValue = "16", description = "batches that are decided at once")
  private int lanes;

  @Option(
      names = "--delays",
      split = ",",
      defaultValue = "100,20,1,0",
      description = "by how many ms each call of Redis is delayed")
  private List<Double> delays;

  @Mixin private RunOptions run;

  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long published;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchReport report = new BenchReport("hot", run.seed());
    report.fact("orders", orders);
    report.fact("rounds", rounds);
    report.fact("queues", queues);
    report.fact("lanes", lanes);
    try (Stack stack = Stacks.start(StackOptions.defaults().forLongLoad());
        DelayedServer redis = new DelayedServer(stack.redis().port())) {
      stack.create(layout());
      List<String> settings =
          List.of(
              "--skuline.redis.url=redis://127.0.0.1:" + redis.port(),
              "--skuline.intake.lanes=" + lanes,
              "--skuline.hot.notice=1s");
      try (Service service = new Service(stack, settings)) {
        service.awaitOpen(1);
        measure(stack, service, redis, report);
      }
    }
    report.print(System.out);
    report.write(run.json());
    return 0;
  }

  private BrokerLayout layout() {
    BrokerLayout usual = BrokerLayout.defaults();
    return new BrokerLayout(
        usual.topics().stream()
            .map(
                topic ->
                    topic.name().equals(LayoutNames.DEFAULTS.orderEvents())
                        ? new NeededTopic(topic.name(), topic.type(), queues)
                        : topic)
            .toList(),
        usual.groups());
  }

  private void measure(Stack stack, Service service, DelayedServer redis, BenchReport report)
      throws InterruptedException {
    FigureTable table =
        report.table(
            "spread",
            "%,d orders of one SKU in one queue, %,d spread; medians of %d rounds"
                .formatted(orders / PARTS, orders, rounds),
            List.of(
                "redis_delay_ms",
                "one_queue_per_s",
                "spread_per_s",
                "spread_to_one_ratio",
                "least_ratio",
                "most_ratio",
                "one_queue_busy_cores",
                "spread_busy_cores"));
    HotSkuService hot = service.part(HotSkuService.class);
    Instant from = Instant.now().plusSeconds(2);
    for (int round = 0; round <= rounds; round++) {
      hot.on(sku(true, round), from, null, 1, "bench", "");
    }
    String url =
        "http://127.0.0.1:" + service.part(Environment.class).getProperty("local.server.port");
    PublisherOptions options =
        PublisherOptions.of(stack.rocketmqEndpoints(), "/bench")
            .withRequestTimeout(Duration.ofSeconds(10))
            .withHotSkus(URI.create(url));
    try (OrderEventPublisher publisher = OrderEventPublisher.connect(options)) {
      stock(service, publisher);
      BenchLog.say("Warm-up");
      for (int turn = 0; turn < WARM_UPS; turn++) {
        turn(service, publisher, from, true, rounds);
      }
      for (double delay : delays) {
        redis.delay(delay);
        row(table, service, publisher, from, delay);
      }
    }
    redis.delay(0);
    check(service);
  }

  private void row(
      FigureTable table,
      Service service,
      OrderEventPublisher publisher,
      Instant from,
      double delay) {
    List<Turn> plain = new ArrayList<>();
    List<Turn> spread = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Boolean> turns = new ArrayList<>(List.of(false, true));
      Collections.rotate(turns, round);
      for (boolean isSpread : turns) {
        (isSpread ? spread : plain).add(turn(service, publisher, from, isSpread, round));
      }
      ratios.add(spread.get(round).perSecond() / plain.get(round).perSecond());
      BenchLog.say(
          "  %s ms: one queue %,.0f, spread %,.0f orders/s: %.1f"
              .formatted(
                  delay,
                  plain.get(round).perSecond(),
                  spread.get(round).perSecond(),
                  ratios.get(round)));
    }
    table.row(
        delay,
        Medians.of(plain.stream().map(Turn::perSecond).toList()),
        Medians.of(spread.stream().map(Turn::perSecond).toList()),
        Medians.of(ratios),
        Collections.min(ratios),
        Collections.max(ratios),
        Medians.of(plain.stream().map(Turn::busyCores).toList()),
        Medians.of(spread.stream().map(Turn::busyCores).toList()));
  }

  private record Turn(double perSecond, double busyCores) {}

  /** Publishes orders, and measures until the last one is answered. */
  private Turn turn(
      Service service, OrderEventPublisher publisher, Instant from, boolean isSpread, int round) {
    String sku = sku(isSpread, round);
    int count = isSpread ? orders : orders / PARTS;
    double before = answered(service);
    machine.getCpuLoad();
    long start = System.nanoTime();
    List<OrderEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      published++;
      events.add(
          new OrderCreated("o-" + published, from.plusMillis(i), List.of(new OrderLine(sku, 1))));
    }
    publish(publisher, events);
    await(service, before + count);
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy = machine.getCpuLoad() * Runtime.getRuntime().availableProcessors();
    return new Turn(count / seconds, busy);
  }

  private void stock(Service service, OrderEventPublisher publisher) {
    List<OrderEvent> events = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      for (boolean isSpread : List.of(false, true)) {
        String sku = sku(isSpread, round);
        events.add(
            new StockAdjusted("load-" + sku, Instant.now(), sku, UNITS, AdjustmentKind.INITIAL));
      }
    }
    publish(publisher, events);
    await(service, events.size());
  }

  private static void publish(OrderEventPublisher publisher, List<OrderEvent> events) {
    CompletableFuture.allOf(
            events.stream().map(publisher::publish).toArray(CompletableFuture[]::new))
        .join();
  }

  /** Returns a SKU of its own for each round: other names have other queues. */
  private String sku(boolean isSpread, int round) {
    String number = Long.toString(Math.abs(run.seed() * 31 + round) % (long) 1e9);
    return (isSpread ? "hot-" : "one-") + "0".repeat(NAME_DIGITS - number.length()) + number;
  }

  private static double answered(Service service) {
    return service.part(MeterRegistry.class).find("skuline.events.answered").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static void await(Service service, double count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (answered(service) < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(answered(service) + " events are answered, not " + count);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  /** A fast wrong answer is no result. */
  private void check(Service service) throws InterruptedException {
    AuditReport audit = service.part(Audit.class).run(Duration.ofMinutes(2));
    if (!audit.passed() || audit.unitsDeducted() != published) {
      throw new IllegalStateException("Not %d sold once each: %s".formatted(published, audit));
    }
  }
}
