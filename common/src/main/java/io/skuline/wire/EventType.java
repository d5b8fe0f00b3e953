package io.skuline.wire;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import java.util.Optional;

/** The types of {@link OrderEvent}, by the name that the body's {@code type} and the tag carry. */
public enum EventType {
  ORDER_CREATED(OrderCreated.class),
  ORDER_CANCELLED(OrderCancelled.class),
  STOCK_RETURNED(StockReturned.class),
  STOCK_ADJUSTED(StockAdjusted.class);

  static final TypeNames<EventType> NAMES = new TypeNames<>(values(), EventType::type);

  private final Class<? extends OrderEvent> type;

  EventType(Class<? extends OrderEvent> type) {
    this.type = type;
  }

  public static EventType of(OrderEvent event) {
    return NAMES.of(event);
  }

  /** Returns the type of this name, for example {@code OrderCreated}; case matters. */
  public static Optional<EventType> named(String wireName) {
    return NAMES.named(wireName);
  }

  /** Returns the name of the type, for example {@code OrderCreated}. */
  public String wireName() {
    return type.getSimpleName();
  }

  /** Returns the record of this type. */
  public Class<? extends OrderEvent> type() {
    return type;
  }
}
