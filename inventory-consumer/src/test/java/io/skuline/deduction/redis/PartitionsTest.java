package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.PartitionEpochs;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.connection.CRC16;

class PartitionsTest {

  /** The names of the keys of systems that are not divided must not change. */
  @Test
  void theOnlyPartitionHasTheTagThatItAlwaysHad() {
    Partitions one = Partitions.of("shop", 1);
    assertThat(one.keys(0).epoch()).isEqualTo("shop:{0}:epoch");
    assertThat(one.of("any")).isZero();
    assertThat(one.keysOf("any")).isEqualTo(one.keys(0));
  }

  /** A cluster whose masters have equal ranges of slots has as many partitions on each. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16, 64, 1024})
  void everyPartitionHasATagOfItsOwnShareOfTheSlots(int count) {
    List<RedisKeys> all = Partitions.of("shop", count).all();
    assertThat(all).hasSize(count);
    for (int partition = 0; partition < count; partition++) {
      int slot = CRC16.crc16(all.get(partition).tag().getBytes(StandardCharsets.US_ASCII)) % 16_384;
      assertThat(slot * count / 16_384).isEqualTo(partition);
    }
  }

  @Test
  void skusAreSpreadOverAllPartitions() {
    Partitions sixteen = Partitions.of("shop", 16);
    List<Integer> places =
        IntStream.range(0, 16_000).map(i -> sixteen.of("sku-" + i)).boxed().toList();
    Set<Integer> used = Set.copyOf(places);
    assertThat(used).hasSize(16).allMatch(place -> place >= 0 && place < 16);
    assertThat(used.stream().map(place -> Collections.frequency(places, place)).toList())
        .allMatch(count -> count > 700 && count < 1300);
    assertThat(sixteen.keysOf("sku-1")).isEqualTo(sixteen.keys(sixteen.of("sku-1")));
  }

  @Test
  void whatEarlierEpochsHaveLeftIsKnownByItsName() {
    Partitions sixteen = Partitions.of("shop", 16);
    PartitionEpochs some = PartitionEpochs.of(16, Map.of(3, 12L));
    assertThat(sixteen.isOfEarlierEpoch(sixteen.keys(3).stockPrefix(11) + "sku", some)).isTrue();
    assertThat(sixteen.isOfEarlierEpoch(sixteen.keys(3).stockPrefix(12) + "sku", some)).isFalse();
    assertThat(sixteen.isOfEarlierEpoch(sixteen.keys(4).stockPrefix(11) + "sku", some))
        .as("another partition goes on")
        .isFalse();
    assertThat(sixteen.isOfEarlierEpoch(sixteen.keys(3).epoch(), some)).isFalse();
    assertThat(sixteen.isOfEarlierEpoch("shop:{3}:x:s:1", some)).isFalse();
    assertThat(sixteen.keys(3).beacon()).startsWith(sixteen.root());
  }

  @Test
  void whatAnotherDivisionHasLeftGoesWhenAllIsRebuilt() {
    Partitions one = Partitions.of("shop", 1);
    String former = Partitions.of("shop", 16).keys(9).stockPrefix(11) + "sku";
    assertThat(one.isOfEarlierEpoch(former, PartitionEpochs.single(12))).isTrue();
    assertThat(one.isOfEarlierEpoch(former, PartitionEpochs.single(11))).isFalse();
    Partitions sixteen = Partitions.of("shop", 16);
    String only = "shop:{elsewhere}:11:s:sku";
    assertThat(sixteen.isOfEarlierEpoch(only, PartitionEpochs.of(16, Map.of(3, 12L)))).isFalse();
  }
}
