package io.skuline.event;

/**
 * One SKU of which a rejected event asked for too much.
 *
 * @param sku the id of the SKU
 * @param requested the units asked for, summed over the lines of the event
 * @param available the units that there were: in stock for an order, still returnable for a return.
 *     May be below zero, see {@link StockMove#remaining}.
 */
public record Shortage(String sku, long requested, long available) {}
