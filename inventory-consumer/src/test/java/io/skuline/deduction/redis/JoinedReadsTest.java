package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinedReadsTest {

  private static final long EPOCH = 1;

  /** Calls that the test answers. */
  private static final class Calls implements JoinedReads.Call {

    private final List<List<String>> asked = new ArrayList<>();
    private final List<CompletableFuture<Map<String, String>>> answers = new ArrayList<>();

    @Override
    public CompletableFuture<Map<String, String>> begin(long epoch, Collection<String> skus) {
      asked.add(List.copyOf(skus));
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }
  }

  private final Calls calls = new Calls();
  private final JoinedReads reads = new JoinedReads(calls, 1);

  private CompletableFuture<Map<String, String>> read(String... skus) {
    return reads.read(EPOCH, List.of(skus)).orElseThrow();
  }

  @Test
  void aReaderThatIsAloneIsNotHeldUp() {
    Map<String, String> levels = Map.of("a", "5,1");
    for (int i = 0; i < 3; i++) {
      var alone = read("a");
      assertThat(calls.asked).hasSize(i + 1);
      calls.answers.get(i).complete(levels);
      assertThat(alone.join()).isEqualTo(levels);
    }
  }

  @Test
  void readersThatComeDuringACallShareTheNextOne() {
    var first = read("a");
    var second = read("b", "c");
    var third = read("c", "a");
    assertThat(calls.asked).containsExactly(List.of("a"));

    calls.answers.get(0).complete(Map.of());
    // What the first call has read is too old for those that came after it.
    assertThat(first).isCompleted();
    assertThat(second).isNotCompleted();
    assertThat(calls.asked).containsExactly(List.of("a"), List.of("b", "c", "a"));

    Map<String, String> levels = Map.of("c", "2,1");
    calls.answers.get(1).complete(levels);
    assertThat(second.join()).isEqualTo(levels);
    assertThat(third.join()).isEqualTo(levels);
  }

  @Test
  void afterAFailureReadingGoesOn() {
    var first = read("a");
    var second = read("b");
    calls.answers.get(0).completeExceptionally(new IllegalStateException("gone"));
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isNotCompleted();
    calls.answers.get(1).completeExceptionally(new IllegalStateException("gone"));
    assertThat(second).isCompletedExceptionally();

    assertThat(read("c")).isNotCompleted();
    assertThat(calls.asked).hasSize(3);
  }

  @Test
  void aCallThatCannotBeginFailsItsReaders() {
    JoinedReads broken =
        new JoinedReads(
            (epoch, skus) -> {
              throw new IllegalStateException("gone");
            },
            1);
    for (int i = 0; i < 2; i++) {
      assertThat(broken.read(EPOCH, List.of("a")).orElseThrow()).isCompletedExceptionally();
    }
  }

  @Test
  void aReaderOfAnotherEpochIsNotJoined() {
    assertThat(read("a")).isNotCompleted();
    assertThat(read("b")).isNotCompleted();
    assertThat(reads.read(2, List.of("c"))).isEmpty();
  }

  @Test
  void aCallIsBounded() {
    assertThat(read("a")).isNotCompleted();
    List<String> many =
        IntStream.range(0, JoinedReads.MOST_SKUS - 1).mapToObj(i -> "sku-" + i).toList();
    assertThat(reads.read(EPOCH, many)).isPresent();
    assertThat(reads.read(EPOCH, List.of("b"))).isPresent();
    assertThat(reads.read(EPOCH, List.of("c"))).isEmpty();
  }

  @Test
  void severalCallsMayBeUnderWay() {
    JoinedReads two = new JoinedReads(calls, 2);
    for (String sku : List.of("a", "b", "c", "d")) {
      assertThat(two.read(EPOCH, Set.of(sku))).isPresent();
    }
    assertThat(calls.asked).containsExactly(List.of("a"), List.of("b"));
    calls.answers.get(0).complete(Map.of());
    assertThat(calls.asked.get(2)).containsExactly("c", "d");
  }
}
