package io.skuline.sim.file;

import io.skuline.event.OrderEvent;
import java.io.IOException;
import java.util.function.Consumer;

/** Skips events that cannot be used; each of them is reported. */
public final class Skipping implements Events {

  private final Events events;
  private final Consumer<LineException> report;

  public Skipping(Events events, Consumer<LineException> report) {
    this.events = events;
    this.report = report;
  }

  @Override
  public OrderEvent next() throws IOException {
    while (true) {
      try {
        return events.next();
      } catch (LineException e) {
        report.accept(e);
      }
    }
  }

  @Override
  public long line() {
    return events.line();
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
