package io.skuline.store;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes sure that all instances of a system decide with one engine: two engines would each sell the
 * same stock. The first instance to start claims the database.
 */
final class EngineClaim {

  private EngineClaim() {}

  /**
   * @throws IllegalStateException if the database belongs to the other engine
   */
  static void require(JdbcTemplate jdbc, String engine) {
    jdbc.update("INSERT IGNORE INTO deduction_engine (id, engine) VALUES (1, ?)", engine);
    String owner =
        jdbc.queryForObject("SELECT engine FROM deduction_engine WHERE id = 1", String.class);
    if (!engine.equals(owner)) {
      throw new IllegalStateException(
          ("This database belongs to the engine '%s', and skuline.deduction.engine is '%s': two"
                  + " engines would sell the same stock twice. How to change over is in"
                  + " docs/recovery.md, \"Changing the engine\"")
              .formatted(owner, engine));
    }
  }
}
