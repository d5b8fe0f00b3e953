package io.skuline.event;

/**
 * Why one SKU of a rejected event fell short.
 *
 * @param requested units asked for, the sum over the event's lines
 * @param available units there were: in stock for an order, still returnable for a return. May be
 *     below zero, see {@link StockMove#remaining}
 */
public record Shortage(String sku, long requested, long available) {}
