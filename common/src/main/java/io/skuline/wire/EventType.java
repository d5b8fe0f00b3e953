package io.skuline.wire;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of {@link OrderEvent}, by the name that the body's {@code type} and the tag carry. */
public enum EventType {
  ORDER_CREATED(OrderCreated.class),
  ORDER_CANCELLED(OrderCancelled.class),
  STOCK_RETURNED(StockReturned.class),
  STOCK_ADJUSTED(StockAdjusted.class);

  private static final Map<Class<?>, EventType> BY_CLASS =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::type, Function.identity()));
  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));

  private final Class<? extends OrderEvent> type;

  EventType(Class<? extends OrderEvent> type) {
    this.type = type;
  }

  public static EventType of(OrderEvent event) {
    return BY_CLASS.get(event.getClass());
  }

  /** Returns the type of this name, for example {@code OrderCreated}; case matters. */
  public static Optional<EventType> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
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
