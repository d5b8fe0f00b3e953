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
    return Phases.tone(stock.phase());
  }

  /** Returns the icon of the stock's state. */
  public String icon() {
    return Phases.icon(stock.phase());
  }

  /** Returns the state of the stock in a word. */
  public String word() {
    return Phases.word(stock.phase());
  }
}
