package io.skuline.system;

import java.util.Map;

/** The same answers when the database decides. */
class AnswersOfDatabaseEngineIT extends AnswersIT {

  @Override
  Map<String, String> settings() {
    return Map.of("SKULINE_DEDUCTION_ENGINE", "database");
  }

  @Override
  boolean journaled() {
    return false;
  }
}
