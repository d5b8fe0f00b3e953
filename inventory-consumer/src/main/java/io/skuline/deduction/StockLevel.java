package io.skuline.deduction;

/**
 * What a SKU has.
 *
 * @param available units that can still be sold, never negative
 * @param sequence of its last movement
 */
public record StockLevel(long available, long sequence) {}
