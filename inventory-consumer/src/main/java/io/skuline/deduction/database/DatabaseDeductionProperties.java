package io.skuline.deduction.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Which engine decides, and how the database engine works.
 *
 * @param engine Engine that checks and deducts stock, {@code redis} or {@code database}. It must be
 *     the same in all instances of a system.
 * @param precheck Place where the database engine looks for sold-out SKUs before it locks rows. It
 *     is {@code none}, {@code replica} (a read replica of the database) or {@code cache} (Redis). A
 *     pre-check pays off in a flash sale, when most orders come too late.
 * @param cacheFor Age up to which a cached stock level is used, 1 millisecond to 1 minute. Orders
 *     may still be rejected for that long after units came in.
 * @param replicaLag Lag up to which a read replica is used, 100 milliseconds to 1 hour. Orders may
 *     still be rejected for that long after units came in.
 * @param database Settings of the database engine alone.
 */
@ConfigurationProperties("skuline.deduction")
public record DatabaseDeductionProperties(
    @DefaultValue("redis") String engine,
    @DefaultValue("none") PreCheckKind precheck,
    @DefaultValue("200ms") Duration cacheFor,
    @DefaultValue("2s") Duration replicaLag,
    @NestedConfigurationProperty @DefaultValue DatabaseEngineProperties database) {

  /** The values of {@code precheck}. */
  public enum PreCheckKind {
    NONE,
    REPLICA,
    CACHE
  }

  private static final String DATABASE = "database";

  public DatabaseDeductionProperties {
    Assert.isTrue(
        engine.equals(DATABASE) || engine.equals("redis"),
        "skuline.deduction.engine must be redis or database, is " + engine);
    Assert.isTrue(
        precheck == PreCheckKind.NONE || engine.equals(DATABASE),
        "skuline.deduction.precheck is for the database engine, and skuline.deduction.engine is "
            + engine);
    Assert.isTrue(
        database.buckets() == 1 || engine.equals(DATABASE),
        "skuline.deduction.database.buckets is for the database engine, and"
            + " skuline.deduction.engine is "
            + engine);
    Assert.isTrue(
        replicaLag.toMillis() >= 100 && replicaLag.compareTo(Duration.ofHours(1)) <= 0,
        "skuline.deduction.replica-lag must be 100ms to 1h, is " + replicaLag);
    Assert.isTrue(
        cacheFor.toMillis() >= 1 && cacheFor.compareTo(Duration.ofMinutes(1)) <= 0,
        "skuline.deduction.cache-for must be 1ms to 1m, is " + cacheFor);
  }

  /** Tells whether the database decides. */
  public boolean inDatabase() {
    return engine.equals(DATABASE);
  }
}
