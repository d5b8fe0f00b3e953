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
public record PagePart<T>(@Nullable T value, String problem) {

  private static final Logger log = LoggerFactory.getLogger(PagePart.class);
  private static final String AWAY = "The database does not answer.";

  /** Reads the parts of one page. When the database has failed once, it is not asked again. */
  static final class Reader {

    private boolean away;

    <T> PagePart<T> read(Supplier<T> source) {
      PagePart<T> part = away ? new PagePart<>(null, AWAY) : PagePart.read(source);
      away |= part.problem().equals(AWAY);
      return part;
    }
  }

  /** Reads a part from the database or from where stock is decided. */
  static <T> PagePart<T> read(Supplier<T> source) {
    try {
      return new PagePart<>(source.get(), "");
    } catch (DataAccessException e) {
      log.info("A part of a page cannot be shown: {}", e.toString());
      return new PagePart<>(null, AWAY);
    } catch (DeductionUnavailableException e) {
      return new PagePart<>(null, String.valueOf(e.getMessage()));
    }
  }

  public boolean failed() {
    return !problem.isEmpty();
  }
}
