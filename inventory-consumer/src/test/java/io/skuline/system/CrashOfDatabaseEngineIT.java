package io.skuline.system;

import java.util.Map;

/** The same when the database decides. */
class CrashOfDatabaseEngineIT extends CrashIT {

  @Override
  Map<String, String> settings(Installation installation) {
    return Map.of("SKULINE_DEDUCTION_ENGINE", "database");
  }
}
