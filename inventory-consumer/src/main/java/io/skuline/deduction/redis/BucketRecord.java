package io.skuline.deduction.redis;

import io.skuline.store.StockTransfer;

/**
 * What a partition has recorded of a bucket; {@code lend.lua} says what the states mean.
 *
 * @param loan the number of the bucket's latest loan
 * @param units those of the latest movement of a loan here, and its other numbers
 */
record BucketRecord(
    State state, long loan, int units, long remaining, long sequence, long decidedAt) {

  /** The states, first those at the base. */
  enum State {
    LENDING('L'),
    LENT('O'),
    COMING_BACK('C'),
    AT_HOME('D'),
    CAME_IN('P'),
    OPEN('O'),
    CLOSED('C');

    private final char code;

    State(char code) {
      this.code = code;
    }
  }

  static BucketRecord atBase(String text) {
    return read(text, State.LENDING, State.LENT, State.COMING_BACK, State.AT_HOME);
  }

  static BucketRecord atBucket(String text) {
    return read(text, State.CAME_IN, State.OPEN, State.CLOSED);
  }

  private static BucketRecord read(String text, State... states) {
    String[] part = text.split("\\|", -1);
    for (State state : states) {
      if (part.length == 6 && part[0].equals(String.valueOf(state.code))) {
        return new BucketRecord(
            state,
            Long.parseLong(part[1]),
            Integer.parseInt(part[2]),
            Long.parseLong(part[3]),
            Long.parseLong(part[4]),
            Long.parseLong(part[5]));
      }
    }
    throw new IllegalStateException("Not the record of a bucket: " + text);
  }

  boolean is(State other) {
    return state == other;
  }

  /** Returns the movement that was the latest here. */
  StockTransfer transfer(String bucket, String stockId, boolean toBucket) {
    return new StockTransfer(
        bucket, loan, toBucket, stockId, units, remaining, sequence, decidedAt);
  }

  /** Returns the record that a stored movement has left, in this state. */
  static String of(State state, StockTransfer latest) {
    return "%s|%d|%d|%d|%d|%d"
        .formatted(
            state.code,
            latest.loan(),
            latest.units(),
            latest.remaining(),
            latest.sequence(),
            latest.decidedAt());
  }
}
