package io.skuline.sim.file;

import io.skuline.event.OrderEvent;
import java.io.Closeable;
import java.io.IOException;

/** Events of a file, one after the other. */
public interface Events extends Closeable {

  /**
   * Returns the next event, or null at the end.
   *
   * @throws LineException if the next event cannot be used; the next call goes on behind it
   */
  OrderEvent next() throws IOException, LineException;

  /** Returns the number of the last line that was read, from 1. */
  long line();
}
