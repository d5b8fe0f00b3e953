package io.skuline.system;

import java.util.HashMap;
import java.util.Map;

/** The same when two databases decide, and many carts are over both. */
class CrashOverShardsIT extends CrashIT {

  @Override
  Map<String, String> settings(Installation installation) {
    Map<String, String> settings = new HashMap<>(TwoDatabases.of(installation).settings());
    settings.put("SKULINE_DEDUCTION_ENGINE", "database");
    return settings;
  }
}
