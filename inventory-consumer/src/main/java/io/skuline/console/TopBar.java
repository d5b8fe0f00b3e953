package io.skuline.console;

import io.skuline.deduction.StoreStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the top of every page says.
 *
 * @param databaseAwaySince null while the database answers
 */
public record TopBar(Instant now, StoreStatus.Status stock, @Nullable Instant databaseAwaySince) {

  /** Returns the tone of the stock's state. */
  public String tone() {
    return stock.phase() == StoreStatus.Phase.OPEN ? "ok" : "bad";
  }

  /** Returns the icon of the stock's state. */
  public String icon() {
    return stock.phase() == StoreStatus.Phase.OPEN ? "check" : "lock";
  }

  /** Returns the state of the stock in a word. */
  public String word() {
    return switch (stock.phase()) {
      case OPEN -> "open";
      case FENCED -> "fenced";
      case REBUILDING -> "rebuilding";
    };
  }
}
