package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;

class RedisDriftAlarmTest {

  private final EpochGate gate = new EpochGate();
  private final List<Long> fenced = new ArrayList<>();

  @BeforeEach
  void open() {
    gate.open(7, Instant.EPOCH);
  }

  @Test
  void whatDoesNotAddUpIsSoldByNobodyAnyMore() {
    new RedisDriftAlarm((partition, epoch) -> fenced.add(epoch), gate)
        .raise("a", 7, "the sum differs");
    assertThat(fenced).as("fenced for the other instances").containsExactly(7L);
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.state().reason()).isEqualTo("the sum differs");
    assertThat(gate.count(DataLoss.LEDGER)).isEqualTo(1);
  }

  @Test
  void norByThisInstanceIfRedisCannotBeReached() {
    new RedisDriftAlarm(
            (partition, epoch) -> {
              throw new RedisException("no connection");
            },
            gate)
        .raise("a", 7, "the sum differs");
    assertThat(gate.state().open()).isFalse();
  }

  @Test
  void anEpochThatIsOpenByNowStaysOpen() {
    new RedisDriftAlarm((partition, epoch) -> fenced.add(epoch), gate)
        .raise("a", 6, "the sum differed");
    assertThat(gate.state().open()).isTrue();
    assertThat(fenced).containsExactly(6L);
  }

  @Test
  void beingToldTwiceClosesOnce() {
    RedisDriftAlarm alarm = new RedisDriftAlarm((partition, epoch) -> fenced.add(epoch), gate);
    alarm.raise("a", 7, "the sum differs");
    alarm.raise("a", 7, "the sum still differs");
    assertThat(gate.count(DataLoss.LEDGER)).isEqualTo(1);
    assertThat(gate.state().reason()).isEqualTo("the sum differs");
  }
}
