package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceivingBrokersTest {

  private final PassingTime time = new PassingTime();
  private final ReceivingBrokers<String> brokers = new ReceivingBrokers<>(time);

  /** RocketMQ's client would ask sixteen times here, then sixteen times there. */
  @Test
  void receivesOfABrokerThatHasMessagesDoNotEndUpAtOneThatHasNone() {
    brokers.set(Map.of("full", "q1", "empty", "q2"));
    List<String> underWay = begin(16);
    for (int i = 0; i < 1000; i++) {
      assertThat(underWay.remove("full")).as("one waits where messages are").isTrue();
      brokers.ended("full", false);
      underWay.add(brokers.begin().broker());
    }
    assertThat(underWay).filteredOn("empty"::equals).hasSize(8);
  }

  @Test
  void aSingleReceiveAfterTheOtherAsksEachInTurn() {
    brokers.set(Map.of("a", "q1", "b", "q2", "c", "q3"));
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ReceivingBrokers.Choice<String> choice = brokers.begin();
      asked.add(choice.broker());
      brokers.ended(choice.broker(), false);
    }
    assertThat(asked.subList(0, 3)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(asked.subList(3, 6)).isEqualTo(asked.subList(0, 3));
  }

  @Test
  void aBrokerThatFailsIsLeftAloneForAWhileUnlessItIsTheOnlyOne() {
    brokers.set(Map.of("dead", "q1", "alive", "q2"));
    begin(2);
    brokers.ended("dead", true);
    assertThat(begin(3)).containsOnly("alive");
    time.now += Duration.ofSeconds(2).toNanos();
    assertThat(begin(1)).containsExactly("dead");
    brokers.ended("dead", true);
    brokers.set(Map.of("dead", "q1"));
    assertThat(begin(1)).containsExactly("dead");
  }

  @Test
  void aBrokerThatIsGoneIsAskedNoMoreAndOneThatIsNewIsAsked() {
    brokers.set(Map.of("old", "q1"));
    begin(4);
    brokers.set(Map.of("old", "q1", "new", "q2"));
    assertThat(begin(4)).containsOnly("new");
    brokers.set(Map.of("new", "q2"));
    brokers.ended("old", true);
    assertThat(brokers.begin()).isEqualTo(new ReceivingBrokers.Choice<>("new", "q2"));
    assertThat(brokers.count()).isEqualTo(1);
  }

  private List<String> begin(int receives) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < receives; i++) {
      chosen.add(brokers.begin().broker());
    }
    return chosen;
  }

  private static final class PassingTime implements TimeSource {
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(Duration duration) {
      now += duration.toNanos();
    }
  }
}
