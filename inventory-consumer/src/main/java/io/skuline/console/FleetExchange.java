package io.skuline.console;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others every second what this instance measured, and reads what they measured. It has a
 * thread and a connection of its own; while the database is away nothing is told, and that leaves a
 * gap.
 */
final class FleetExchange extends BackgroundService {

  private static final Logger log = LoggerFactory.getLogger(FleetExchange.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Of so many seconds before the latest is read, because somebody may be late. */
  private static final int LATE_SECONDS = 15;

  private static final int FORGET_EVERY = 60;

  private final Fleet fleet;
  private final SampleExchange exchange;
  private final TimeSource time;
  private long readUntil;
  private long forgotten;

  FleetExchange(Fleet fleet, SampleExchange exchange, TimeSource time) {
    super("console-fleet");
    this.fleet = fleet;
    this.exchange = exchange;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    time.sleep(PAUSE);
    exchange();
  }

  void exchange() {
    SampleExchange.Told news = fleet.news();
    long now = news.sample().second();
    if (now == 0) {
      return;
    }
    long oldest = now - SaleHistory.SECONDS;
    try {
      exchange.tell(news);
      fleet.heard(exchange.since(Math.max(oldest, readUntil - LATE_SECONDS)));
      readUntil = now;
      if (now - forgotten >= FORGET_EVERY) {
        exchange.forget(oldest);
        forgotten = now;
      }
    } catch (RuntimeException e) {
      log.debug("Other instances are not heard of", e);
    }
    fleet.forget(oldest);
  }
}
