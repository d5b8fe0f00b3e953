package io.skuline.event;

/**
 * The movement of one SKU in an accepted event.
 *
 * @param sku the id of the SKU
 * @param quantity units that were deducted, came back, or were added (negative if a correction took
 *     them away)
 * @param remaining units that were available right after the movement. It is below zero only while
 *     a SKU has not made up for units that were sold too often.
 * @param sequence the SKU's own counter, which rises by one with each movement and never repeats.
 *     Readers that need the order of movements compare it.
 */
public record StockMove(String sku, int quantity, long remaining, long sequence) {}
