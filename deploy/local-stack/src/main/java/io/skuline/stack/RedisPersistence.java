package io.skuline.stack;

/** What Redis still knows after {@link Server#kill()} and {@link Server#start()}. */
public enum RedisPersistence {
  /** Nothing. */
  NONE,
  /** Everything but up to the last second (the append-only file is synced once a second). */
  EVERYSEC,
  /** Everything that was answered (the append-only file is synced before each answer). */
  ALWAYS
}
