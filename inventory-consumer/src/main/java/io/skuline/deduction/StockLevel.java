package io.skuline.deduction;

/**
 * What a SKU has.
 *
 * @param available units that can still be sold; below zero while units are missing that were sold
 *     by mistake, see {@code docs/recovery.md}
 * @param sequence of its last movement
 */
public record StockLevel(long available, long sequence) {}
