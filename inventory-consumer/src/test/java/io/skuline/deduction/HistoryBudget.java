package io.skuline.deduction;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Ends a property after {@value #SECONDS} seconds, or after the number of histories in the system
 * property {@code skuline.histories}, and prints their number and their seed.
 */
public final class HistoryBudget implements AroundPropertyHook, AroundTryHook {

  private static final int SECONDS = 7;
  private static final Integer COUNT = Integer.getInteger("skuline.histories");

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyExecutionResult result = property.execute();
    if (result.countTries() > 1) {
      System.out.printf(
          Locale.ROOT,
          "%s: %,d histories, seed %s%n",
          context.containerClass().getSimpleName(),
          result.countTries(),
          result.seed().orElse("unknown"));
    }
    return result;
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor one, List<Object> parameters) {
    Store<Spent> spent = Store.getOrCreate(Spent.class, Lifespan.PROPERTY, Spent::nothing);
    TryExecutionResult result = one.execute(parameters);
    spent.update(Spent::andOneMore);
    return result.isSatisfied() && spent.get().isAll()
        ? TryExecutionResult.satisfied(true)
        : result;
  }

  private record Spent(long since, int histories) {
    static Spent nothing() {
      return new Spent(System.nanoTime(), 0);
    }

    Spent andOneMore() {
      return new Spent(since, histories + 1);
    }

    boolean isAll() {
      return COUNT != null
          ? histories >= COUNT
          : System.nanoTime() - since > Duration.ofSeconds(SECONDS).toNanos();
    }
  }
}
