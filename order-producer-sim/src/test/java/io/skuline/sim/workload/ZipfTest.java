package io.skuline.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {

  @Test
  void exponentZeroIsEven() {
    int[] counts = draw(new Zipf(4, 0));
    for (int count : counts) {
      assertThat(count / 100_000.0).isCloseTo(0.25, within(0.01));
    }
  }

  @Test
  void exponentOneHalvesTheSecond() {
    int[] counts = draw(new Zipf(4, 1));
    assertThat(counts[0] / (double) counts[1]).isCloseTo(2, within(0.1));
    assertThat(counts[0] / (double) counts[3]).isCloseTo(4, within(0.2));
  }

  @Test
  void oneOfOne() {
    assertThat(draw(new Zipf(1, 3))).containsExactly(100_000);
  }

  private static int[] draw(Zipf zipf) {
    SplittableRandom random = new SplittableRandom(42);
    int[] counts = new int[4];
    for (int i = 0; i < 100_000; i++) {
      counts[zipf.draw(random)]++;
    }
    int used = 4;
    while (used > 1 && counts[used - 1] == 0) {
      used--;
    }
    return Arrays.copyOf(counts, used);
  }
}
