package io.skuline.ledger;

import io.skuline.concurrent.Deadline;
import io.skuline.deduction.AnswerArchive;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** An archive that counts as unavailable if it does not answer in time. */
final class TimeLimitedArchive implements AnswerArchive {

  private final AnswerArchive archive;
  private final Deadline deadline;

  TimeLimitedArchive(AnswerArchive archive, Duration patience) {
    this.archive = archive;
    this.deadline = new Deadline(patience);
  }

  @Override
  public List<StockResult> answersAbout(Collection<String> keys) {
    return deadline.ask(() -> archive.answersAbout(keys));
  }

  @Override
  public boolean hasStocked(Collection<String> skus) {
    return deadline.ask(() -> archive.hasStocked(skus));
  }
}
