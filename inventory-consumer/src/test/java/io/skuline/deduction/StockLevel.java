package io.skuline.deduction;

/** Where one SKU stands: units available, and the number of its last movement. */
public record StockLevel(long available, long sequence) {}
