package io.skuline.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports why the service does not start, instead of Spring's own report. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartReporter implements SpringBootExceptionReporter {

  private static final Logger log = LoggerFactory.getLogger(StartReporter.class);

  @Override
  public boolean reportException(Throwable failure) {
    if (Starting.isStopped()) {
      log.info("Stopped before it had started");
      return true;
    }
    StartFailure why = StartFailure.of(failure);
    if (why.known()) {
      log.error("The service does not start: {}", why.line());
    } else {
      log.error(
          "The service does not start: {} (logging.level.io.skuline=debug tells where)",
          why.line());
    }
    log.debug("It failed here", failure);
    return true;
  }
}
