package io.skuline.deduction.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the database engine works.
 *
 * @param precheck what is looked at before rows are locked. {@code NONE}; {@code REPLICA}, a read
 *     replica; {@code CACHE}, Redis in front of the primary. Worth it in a flash sale, when most
 *     orders come too late
 * @param cacheFor how outdated a cached level can be, 1 ms to 1 minute; so long an order may still
 *     be turned away after units came in
 */
@ConfigurationProperties("skuline.deduction")
record DatabaseDeductionProperties(
    @DefaultValue("none") PreCheckKind precheck, @DefaultValue("200ms") Duration cacheFor) {

  enum PreCheckKind {
    NONE,
    REPLICA,
    CACHE
  }

  DatabaseDeductionProperties {
    if (cacheFor.toMillis() < 1 || cacheFor.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "skuline.deduction.cache-for must be 1ms to 1m, is " + cacheFor);
    }
  }
}
