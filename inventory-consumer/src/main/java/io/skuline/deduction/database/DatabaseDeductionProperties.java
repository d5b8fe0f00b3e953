package io.skuline.deduction.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
 * @param replica where the read replica is, for {@code REPLICA}
 */
@ConfigurationProperties("skuline.deduction")
record DatabaseDeductionProperties(
    @DefaultValue("none") PreCheckKind precheck,
    @DefaultValue("200ms") Duration cacheFor,
    @Nullable Replica replica) {

  enum PreCheckKind {
    NONE,
    REPLICA,
    CACHE
  }

  /**
   * @param username null for the primary's
   * @param password null for the primary's; never logged
   */
  record Replica(String url, @Nullable String username, @Nullable String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "replica at " + url;
    }
  }

  DatabaseDeductionProperties {
    if (cacheFor.toMillis() < 1 || cacheFor.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "skuline.deduction.cache-for must be 1ms to 1m, is " + cacheFor);
    }
    if (precheck == PreCheckKind.REPLICA && replica == null) {
      throw new IllegalArgumentException(
          "skuline.deduction.precheck=replica needs skuline.deduction.replica.url");
    }
  }
}
