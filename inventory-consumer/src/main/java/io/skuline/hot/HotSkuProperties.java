package io.skuline.hot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How SKUs become hot, so that their orders wait in 16 queues instead of one.
 *
 * @param notice Least time from a request to the beginning or the end of the interval that it asks
 *     for, 1 second to 24 hours. Every publisher must learn of it in this time. It should also be
 *     more than the clocks of order systems are ahead, of which up to 10 minutes are accepted.
 * @param auto Whether SKUs are switched hot by what is measured.
 * @param autoRate Orders of one SKU a second, 1 to 1000000, received by one instance as a mean of
 *     10 seconds, from which on the SKU is switched hot. It stays hot while half as many come. It
 *     is used only with {@code skuline.hot.auto}.
 * @param autoFor Time for which a SKU is switched hot by what is measured, 1 minute to 7 days; it
 *     is extended while orders come. It is used only with {@code skuline.hot.auto}.
 * @param lending Whether the Redis engine may divide the stock of a hot SKU into buckets, which
 *     needs {@code skuline.redis.partitions}. Set it for all instances before the first SKU is
 *     divided. Then every instance must read the database at least once in {@code
 *     skuline.hot.notice}, or it decides nothing.
 * @param lendLeast Least units that a bucket gets, 1 to 1000000000. A SKU with fewer units for each
 *     bucket stays undivided.
 */
@ConfigurationProperties("skuline.hot")
public record HotSkuProperties(
    @DefaultValue("11m") Duration notice,
    @DefaultValue("false") boolean auto,
    @DefaultValue("300") int autoRate,
    @DefaultValue("1h") Duration autoFor,
    @DefaultValue("false") boolean lending,
    @DefaultValue("5000") int lendLeast) {

  public HotSkuProperties {
    Assert.isTrue(
        notice.toMillis() >= 1000 && notice.compareTo(Duration.ofHours(24)) <= 0,
        "skuline.hot.notice must be 1s to 24h, is " + notice);
    Assert.isTrue(
        autoRate >= 1 && autoRate <= 1_000_000,
        "skuline.hot.auto-rate must be 1 to 1000000, is " + autoRate);
    Assert.isTrue(
        lendLeast >= 1 && lendLeast <= 1_000_000_000,
        "skuline.hot.lend-least must be 1 to 1000000000, is " + lendLeast);
    Assert.isTrue(
        autoFor.toSeconds() >= 60 && autoFor.compareTo(Duration.ofDays(7)) <= 0,
        "skuline.hot.auto-for must be 1m to 7d, is " + autoFor);
  }
}
