package io.skuline.event;

/**
 * One SKU's share of an accepted event.
 *
 * @param quantity units moved: how many were deducted, or came back, or were added (negative if
 *     taken away by a correction)
 * @param remaining units available right after it; below zero only while a SKU has not made up for
 *     units that were sold too much before
 * @param sequence the SKU's own counter, rising by one per movement. Readers that care about order
 *     compare it; it never repeats.
 */
public record StockMove(String sku, int quantity, long remaining, long sequence) {}
