package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Events and results as JSON bodies. A body alone is enough: its {@code type} field says what it
 * is. One instance serves all threads.
 *
 * <p>Writing is stable: the same record always gives the same bytes. Reading is strict: anything
 * but one valid JSON object in UTF-8 of at most {@link #MAX_BODY_BYTES}, with every field of the
 * right JSON type and inside its limits, is an {@link InvalidEventException} that names the field
 * and the mend, in words of its own. A byte-order mark is passed over. Only fields that are not
 * known are ignored, so that old readers understand newer writers. No input makes it throw anything
 * else.
 */
public final class EventCodec {

  /** The largest body that is read; checked before it is parsed. */
  public static final int MAX_BODY_BYTES = Json.MAX_BODY_BYTES;

  private final Json json = new Json();

  public byte[] encode(OrderEvent event) {
    return json.write(out -> EventBody.write(out, event));
  }

  public byte[] encode(StockResult result) {
    return json.write(out -> ResultBody.write(out, result));
  }

  /**
   * @throws InvalidEventException if the body is no valid event
   */
  public OrderEvent decode(byte[] body) {
    return EventBody.read(Fields.read(body));
  }

  /** Reads what remains in the buffer, whose position stays where it is. */
  public OrderEvent decode(ByteBuffer body) {
    return decode(bytes(body));
  }

  /**
   * A cart: an object with {@code lines} as an order has them, and nothing else.
   *
   * @throws InvalidEventException if the body is no valid cart
   */
  public List<OrderLine> decodeCart(byte[] body) {
    return EventBody.readCart(Fields.read(body));
  }

  /**
   * @throws InvalidEventException if the body is no valid result
   */
  public StockResult decodeResult(byte[] body) {
    return ResultBody.read(Fields.read(body));
  }

  /** Reads what remains in the buffer, whose position stays where it is. */
  public StockResult decodeResult(ByteBuffer body) {
    return decodeResult(bytes(body));
  }

  private static byte[] bytes(ByteBuffer body) {
    byte[] bytes = new byte[body.remaining()];
    body.get(body.position(), bytes);
    return bytes;
  }
}
