package io.skuline.sim.admin;

/**
 * An interval in which a SKU is hot.
 *
 * @param from the first createdAt that counts, an ISO instant
 * @param until the first one that does not count; null while no end is set
 */
public record HotInterval(String sku, String from, String until) {}
