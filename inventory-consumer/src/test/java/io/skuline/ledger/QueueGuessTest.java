package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueGuessTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 16, 100})
  void thereIsOneGroupForEachQueue(int queues) {
    assertThat(QueueGuess.groups(queues))
        .hasSize(queues)
        .extracting(group -> QueueGuess.queueOf(group.hashCode(), queues))
        .doesNotHaveDuplicates();
  }

  /**
   * A queue that is added takes its share, and moves nothing else. This property identifies the
   * hash.
   */
  @Test
  void whatGoesToAnotherQueueGoesToTheNewOne() {
    for (int key = -1000; key < 1000; key++) {
      int before = QueueGuess.queueOf(key, 15);
      assertThat(QueueGuess.queueOf(key, 16)).isIn(before, 15);
    }
    assertThat(
            IntStream.range(0, 16_000)
                .mapToObj(key -> QueueGuess.queueOf(("order-" + key).hashCode(), 16))
                .collect(Collectors.groupingBy(queue -> queue, Collectors.counting()))
                .values())
        .hasSize(16)
        .allSatisfy(count -> assertThat(count).isBetween(700L, 1300L));
  }
}
