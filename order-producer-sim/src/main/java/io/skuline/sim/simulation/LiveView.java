package io.skuline.sim.simulation;

import io.skuline.sim.progress.LiveTable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the readings of a meter once a second and when it is closed. */
final class LiveView implements AutoCloseable {

  private static final Duration LAST = Duration.ofSeconds(10);

  private final Meter meter;
  private final LiveTable table;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LiveView::daemon);

  LiveView(Meter meter, LiveTable table) {
    this.meter = meter;
    this.table = table;
    var unused = clock.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
  }

  private void show() {
    table.show(meter.read(System.nanoTime()));
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      // The thread may be waiting for the service.
      if (clock.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
        show();
        table.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "live-view");
    thread.setDaemon(true);
    return thread;
  }
}
