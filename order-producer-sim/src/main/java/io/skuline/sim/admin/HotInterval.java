package io.skuline.sim.admin;

/**
 * An interval in which a SKU is hot.
 *
 * @param from the first createdAt that counts, an ISO instant
 * @param until the first one that does not count; null while no end is set
 * @param buckets into how many parts the stock is divided; 1 if it is not, null if the service is
 *     an earlier one
 */
public record HotInterval(String sku, String from, String until, Integer buckets) {}
