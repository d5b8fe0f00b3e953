package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.PartitionEpochs;
import io.skuline.store.shard.SlotMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition has just the slots of its SKUs. */
class SlotRangeTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 16, 1000, 1024})
  void theSlotsOfAPartitionAreThoseOfItsSkus(int partitions) {
    for (int i = 0; i < 2000; i++) {
      String sku = "sku-" + i;
      int partition = PartitionEpochs.partitionOf(sku, partitions);
      List<SlotRange> ranges = SlotRange.of(new TreeSet<>(Set.of(partition)), partitions);
      assertThat(ranges).hasSize(1);
      assertThat(SlotMap.slot(sku)).isBetween(ranges.get(0).first(), ranges.get(0).last());
    }
    int slots =
        IntStream.range(0, partitions)
            .mapToObj(each -> SlotRange.of(new TreeSet<>(Set.of(each)), partitions).get(0))
            .mapToInt(range -> range.last() - range.first() + 1)
            .sum();
    assertThat(slots).isEqualTo(SlotMap.SLOTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void allPartitionsNeedNoSlots(int partitions) {
    TreeSet<Integer> all = new TreeSet<>(IntStream.range(0, partitions).boxed().toList());
    assertThat(SlotRange.of(all, partitions)).isEmpty();
  }
}
