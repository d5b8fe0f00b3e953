package io.skuline.deduction;

import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Stops trying some time after the first failure of a property. Whatever jqwik still asks for
 * counts as no smaller failure, so shrinking ends with the smallest failure that was found.
 */
public final class BoundedShrinking implements AroundTryHook {

  static final Duration LONGEST = Duration.ofSeconds(20);

  /** Replaced by the tests of this hook. */
  static TimeSource time = TimeSource.SYSTEM;

  private static final class FirstFailure {
    private Long atNanos;
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
    FirstFailure first =
        Store.getOrCreate(BoundedShrinking.class, Lifespan.PROPERTY, FirstFailure::new).get();
    if (first.atNanos != null && time.nanos() - first.atNanos > LONGEST.toNanos()) {
      return TryExecutionResult.satisfied();
    }
    TryExecutionResult result = aTry.execute(parameters);
    if (first.atNanos == null && result.status() == TryExecutionResult.Status.FALSIFIED) {
      first.atNanos = time.nanos();
    }
    return result;
  }
}
