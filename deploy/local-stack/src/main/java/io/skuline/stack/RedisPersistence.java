package io.skuline.stack;

/** What Redis still has after {@link Server#kill()} and {@link Server#start()}. */
public enum RedisPersistence {
  /** Redis keeps nothing. */
  NONE,
  /**
   * Redis keeps everything except perhaps the last second (the append-only file is synced once a
   * second).
   */
  EVERYSEC,
  /**
   * Redis keeps everything that it has answered (the append-only file is synced before each
   * answer).
   */
  ALWAYS
}
