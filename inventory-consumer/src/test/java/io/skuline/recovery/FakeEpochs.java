package io.skuline.recovery;

import java.time.Instant;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;

/** The table of epochs in memory. */
final class FakeEpochs implements Epochs {

  EpochTable.Epoch current = new EpochTable.Epoch(0, false, Instant.EPOCH);

  /** The step that fails; empty for none. */
  String failing = "";

  private final List<String> log;

  FakeEpochs(List<String> log) {
    this.log = log;
  }

  @Override
  public EpochTable.Epoch current() {
    if (failing.equals("current epoch")) {
      throw new DataAccessResourceFailureException("away");
    }
    return current;
  }

  @Override
  public void begin(long number) {
    log.add("begin epoch " + number);
    Failing.at("begin epoch", failing);
    current = new EpochTable.Epoch(number, false, current.recallUntil());
  }

  @Override
  public void open(EpochTable.Epoch epoch) {
    log.add("open epoch " + epoch.number());
    Failing.at("open epoch", failing);
    current = epoch;
  }
}
