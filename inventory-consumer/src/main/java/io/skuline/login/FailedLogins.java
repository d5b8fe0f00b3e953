package io.skuline.login;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong passwords, so that nobody can try many. Each name has its own count at each address,
 * and each address has a count over all names. It keeps a bounded number of counts; the oldest go
 * first.
 */
final class FailedLogins {

  /** The time within which failures count together. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  static final int OF_ONE_NAME = 10;
  static final int OF_ONE_ADDRESS = 100;
  private static final int MOST_COUNTS = 10_000;

  private record Key(String address, String name) {}

  private record Count(int failures, long since) {}

  private final Map<Key, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
          return size() > MOST_COUNTS;
        }
      };

  private final Clock clock;

  FailedLogins(Clock clock) {
    this.clock = clock;
  }

  /** Tells whether this name at this address has to wait. */
  synchronized boolean tooMany(String address, String name) {
    return failures(new Key(address, name)) >= OF_ONE_NAME
        || failures(new Key(address, "")) >= OF_ONE_ADDRESS;
  }

  synchronized void failed(String address, String name) {
    count(new Key(address, name));
    count(new Key(address, ""));
  }

  synchronized void succeeded(String address, String name) {
    counts.remove(new Key(address, name));
  }

  private int failures(Key key) {
    Count count = counts.get(key);
    return count == null || isOver(count) ? 0 : count.failures();
  }

  private void count(Key key) {
    counts.compute(
        key,
        (any, count) ->
            count == null || isOver(count)
                ? new Count(1, clock.millis())
                : new Count(count.failures() + 1, count.since()));
  }

  private boolean isOver(Count count) {
    return clock.millis() - count.since() >= WINDOW.toMillis();
  }
}
