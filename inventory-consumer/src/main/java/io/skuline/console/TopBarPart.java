package io.skuline.console;

import io.skuline.deduction.StoreStatus;
import java.time.Clock;
import java.util.Map;

/** The state at the top of every page. */
record TopBarPart(StoreStatus stock, DatabaseWatch database, Clock clock, Templates templates)
    implements LivePart {

  TopBar now() {
    return new TopBar(clock.instant(), stock.now(), database.awaySince());
  }

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String content() {
    return templates.render("state", Map.of("top", now()));
  }
}
