package io.skuline.sim.file;

import io.skuline.event.OrderEvent;
import java.io.Closeable;
import java.io.IOException;

/** Events of a file, one after the other. */
public interface Events extends Closeable {

  /**
   * The next event, or null at the end.
   *
   * @throws LineException if the next event cannot be used; the call after that goes on behind it
   */
  OrderEvent next() throws IOException, LineException;

  /** Number of the last line that was read, from 1. */
  long line();
}
