package io.skuline.console;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database now and then whether it answers, so that every page can say so at once. */
final class DatabaseWatch extends BackgroundService {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Runnable question;
  private final Clock clock;
  private final TimeSource time;
  private volatile @Nullable Instant awaySince;

  /**
   * @param question returns when every database has answered; throws if one does not
   */
  DatabaseWatch(Runnable question, Clock clock, TimeSource time) {
    super("console-database");
    this.question = question;
    this.clock = clock;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    look();
    time.sleep(PAUSE);
  }

  void look() {
    try {
      question.run();
      awaySince = null;
    } catch (RuntimeException e) {
      log.debug("The database does not answer", e);
      if (awaySince == null) {
        awaySince = clock.instant();
      }
    }
  }

  /** Returns since when a database has not answered; null while all do. */
  @Nullable Instant awaySince() {
    return awaySince;
  }
}
