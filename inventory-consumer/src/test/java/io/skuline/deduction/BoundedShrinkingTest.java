package io.skuline.deduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Runs a property that always fails, and of which every try takes a second. */
class BoundedShrinkingTest {

  private static final FakeTimeSource TIME = new FakeTimeSource();
  private static final Set<Thread> THREADS = new HashSet<>();
  private static int tries;

  @HistoryProperty
  @AddLifecycleHook(HasEnded.class)
  void whenAPropertyHasFailedNothingOfItRunsOn(
      @ForAll(supplier = Shrinkable.class) List<Integer> numbers) {
    THREADS.add(Thread.currentThread());
    tries++;
    TIME.pass(Duration.ofSeconds(1));
    assertThat(numbers).as("fails, whatever it is").isNull();
  }

  /** An empty list could not be shrunk. */
  static final class Shrinkable implements ArbitrarySupplier<List<Integer>> {

    @Override
    public Arbitrary<List<Integer>> get() {
      return Arbitraries.integers().between(1, 1_000_000).list().ofSize(20).withoutEdgeCases();
    }
  }

  /**
   * A hook outside of the property: when it runs, the property must have ended, in its own thread
   * and its time.
   */
  static final class HasEnded implements AroundPropertyHook {

    @Override
    public PropertyExecutionResult aroundProperty(
        PropertyLifecycleContext context, PropertyExecutor property) {
      PropertyExecutionResult result;
      BoundedShrinking.time = TIME;
      try {
        result = property.execute();
      } finally {
        BoundedShrinking.time = TimeSource.SYSTEM;
      }
      assertThat(result.status()).isEqualTo(PropertyExecutionResult.Status.FAILED);
      assertThat(THREADS).containsExactly(Thread.currentThread());
      assertThat(tries).isBetween(2, 2 + (int) BoundedShrinking.LONGEST.toSeconds());
      return result.mapToSuccessful();
    }
  }
}
