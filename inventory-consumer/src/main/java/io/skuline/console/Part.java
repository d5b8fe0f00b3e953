package io.skuline.console;

import io.skuline.deduction.DeductionUnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * A part of a page that may fail alone: the rest of the page is shown all the same.
 *
 * @param value null if it could not be read
 * @param problem why not, in words; empty if it could
 */
public record Part<T>(@Nullable T value, String problem) {

  private static final Logger log = LoggerFactory.getLogger(Part.class);
  private static final String AWAY = "The database does not answer.";

  /** Reads the parts of one page. When the database has failed once, it is not asked again. */
  static final class Reader {

    private boolean away;

    <T> Part<T> read(Supplier<T> source) {
      Part<T> part = away ? new Part<>(null, AWAY) : Part.read(source);
      away |= part.problem().equals(AWAY);
      return part;
    }
  }

  /** Reads a part from the database or from where stock is decided. */
  static <T> Part<T> read(Supplier<T> source) {
    try {
      return new Part<>(source.get(), "");
    } catch (DataAccessException e) {
      log.info("A part of a page cannot be shown: {}", e.toString());
      return new Part<>(null, AWAY);
    } catch (DeductionUnavailableException e) {
      return new Part<>(null, String.valueOf(e.getMessage()));
    }
  }

  public boolean failed() {
    return !problem.isEmpty();
  }
}
