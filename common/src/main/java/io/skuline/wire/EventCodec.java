package io.skuline.wire;

import io.skuline.event.HotSkus;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads and writes events and results as JSON bodies. A body alone is enough: its field {@code
 * type} says which event or result it is. One instance serves all threads.
 *
 * <p>Writing is stable: the same record always gives the same bytes. Reading is strict. A body must
 * be one valid JSON object in UTF-8 of at most {@link #MAX_BODY_BYTES}, with every field of the
 * right JSON type and inside its limits. Anything else is an {@link InvalidEventException} that
 * names the field and how to correct it. A byte-order mark is ignored. Unknown fields are ignored,
 * so that old readers understand newer writers. No input makes the codec throw any other exception.
 */
public final class EventCodec {

  /** The largest body that is read. The size is checked before the body is parsed. */
  public static final int MAX_BODY_BYTES = Json.MAX_BODY_BYTES;

  private final Json json = new Json();

  public byte[] encode(OrderEvent event) {
    return json.write(out -> EventBody.write(out, event));
  }

  public byte[] encode(StockResult result) {
    return json.write(out -> ResultBody.write(out, result));
  }

  /**
   * Reads an event.
   *
   * @throws InvalidEventException if the body is no valid event
   */
  public OrderEvent decode(byte[] body) {
    OrderEvent order = QuickOrder.read(body);
    return order != null ? order : EventBody.read(Fields.read(body));
  }

  /** Reads what remains in the buffer, whose position stays where it is. */
  public OrderEvent decode(ByteBuffer body) {
    return decode(bytes(body));
  }

  /**
   * Reads a cart: an object with {@code lines} like those of an order, and nothing else.
   *
   * @throws InvalidEventException if the body is no valid cart
   */
  public List<OrderLine> decodeCart(byte[] body) {
    List<OrderLine> lines = QuickOrder.readCart(body);
    return lines != null ? lines : EventBody.readCart(Fields.read(body));
  }

  /**
   * Reads the list of hot SKUs, as the service answers it to {@code GET /hot-skus}.
   *
   * @throws InvalidEventException if the body is no such list, or one for another number of groups
   */
  public HotSkus decodeHotSkus(byte[] body) {
    return HotSkuList.read(Fields.read(body));
  }

  /**
   * Reads a result.
   *
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
