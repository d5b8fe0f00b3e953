package io.skuline.deduction.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who decides, and how the database engine works.
 *
 * @param engine {@code redis} or {@code database}; the same in all instances of a system
 * @param precheck of the database engine: what is looked at before rows are locked. {@code NONE};
 *     {@code REPLICA}, a read replica; {@code CACHE}, Redis in front of the primary. Worth it in a
 *     flash sale, when most orders come too late
 * @param cacheFor how outdated a cached level can be, 1 ms to 1 minute; so long an order may still
 *     be turned away after units came in
 * @param replicaLag how outdated a replica may be that is looked at, 100 ms to 1 hour; so long an
 *     order may still be turned away after units came in
 */
@ConfigurationProperties("skuline.deduction")
public record DatabaseDeductionProperties(
    @DefaultValue("redis") String engine,
    @DefaultValue("none") PreCheckKind precheck,
    @DefaultValue("200ms") Duration cacheFor,
    @DefaultValue("2s") Duration replicaLag) {

  /** See {@code precheck}. */
  public enum PreCheckKind {
    NONE,
    REPLICA,
    CACHE
  }

  private static final String DATABASE = "database";

  public DatabaseDeductionProperties {
    if (!engine.equals(DATABASE) && !engine.equals("redis")) {
      throw new IllegalArgumentException(
          "skuline.deduction.engine must be redis or database, is " + engine);
    }
    if (precheck != PreCheckKind.NONE && !engine.equals(DATABASE)) {
      throw new IllegalArgumentException(
          "skuline.deduction.precheck is for the database engine, and skuline.deduction.engine is "
              + engine);
    }
    if (replicaLag.toMillis() < 100 || replicaLag.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "skuline.deduction.replica-lag must be 100ms to 1h, is " + replicaLag);
    }
    if (cacheFor.toMillis() < 1 || cacheFor.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "skuline.deduction.cache-for must be 1ms to 1m, is " + cacheFor);
    }
  }

  /** Whether the database decides. */
  public boolean inDatabase() {
    return engine.equals(DATABASE);
  }
}
