package io.skuline.deduction;

import io.skuline.event.OrderEvent;

/**
 * Tells where the events about an order are decided. All events about one order must have one home,
 * whenever they are asked about and by whichever instance.
 */
@FunctionalInterface
public interface OrderHomes {

  /** Every order is at home where its first SKU is. */
  OrderHomes BY_FIRST_SKU = OrderEvent::messageGroup;

  /**
   * Returns the SKU, or the {@linkplain io.skuline.event.SkuBuckets bucket of it}, whose partition
   * decides the event: always one of the event's own {@link OrderEvent#messageGroup()}.
   *
   * @throws DeductionUnavailableException if that cannot be known now
   */
  String of(OrderEvent event);
}
