package io.skuline.sim.file;

import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.io.InputStream;

/** Reads one event body per line, exactly as it is published. */
public final class NdjsonEvents implements Events {

  private final EventCodec codec = new EventCodec();
  private final Lines lines;

  public NdjsonEvents(InputStream in) throws IOException {
    lines = new Lines(in, EventCodec.MAX_BODY_BYTES);
  }

  @Override
  public OrderEvent next() throws IOException, LineException {
    byte[] line = lines.next();
    if (line == null) {
      return null;
    }
    try {
      return codec.decode(line);
    } catch (InvalidEventException e) {
      throw lines.unusable(e);
    }
  }

  @Override
  public long line() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
