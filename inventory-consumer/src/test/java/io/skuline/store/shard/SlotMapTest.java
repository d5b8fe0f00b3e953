package io.skuline.store.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotMapTest {

  /** The figures are those of {@code SELECT CRC32(id) % 1024}. */
  @ParameterizedTest
  @CsvSource({"A, 651", "sku-1, 366", "order:1.2_3, 321"})
  void aSlotNeverChanges(String id, int slot) {
    assertThat(SlotMap.slot(id)).isEqualTo(slot);
  }

  @Test
  void everySlotHasItsShard() {
    SlotMap layout = SlotMap.of(List.of("0-511", "512-1000,1023", "1001-1022"));
    assertThat(layout.shards()).isEqualTo(3);
    assertThat(layout.shardOf("A")).isEqualTo(1);
    assertThat(layout.shardOf("sku-1")).isZero();
    assertThat(layout.split(List.of("A", "sku-1", "A")))
        .hasSize(2)
        .containsEntry(1, List.of("A", "A"));
  }

  @Test
  void movingASlotMovesNothingElse() {
    SlotMap before = SlotMap.of(List.of("0-511", "512-1023"));
    SlotMap after = SlotMap.of(List.of("0-511", "513-1023", "512"));
    for (int i = 0; i < 10_000; i++) {
      String id = "sku-" + i;
      if (SlotMap.slot(id) != 512) {
        assertThat(after.shardOf(id)).isEqualTo(before.shardOf(id));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"5; 5", "3,1,2; 1-3", "0-1023; 0-1023", "7-7,9; 7,9", " 1 , 2 ; 1-2"})
  void theSameSlotsAreWrittenTheSameWay(String text, String shortest) {
    assertThat(SlotSet.parse(text)).hasToString(shortest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1024", "-1", "5-3", "1-2-3", "1,,2", "0-1024"})
  void whatIsNoListOfSlotsIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlotSet.parse(text))
        .withMessage("'%s' is not a list of slots such as 0-255,512 (slots are 0 to 1023)", text);
  }

  @Test
  void aSlotWithoutAShardIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlotMap.of(List.of("0-99", "102-1023")))
        .withMessageContaining("belong to no shard: 100-101");
  }

  @Test
  void aSlotWithTwoShardsIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlotMap.of(List.of("0-512", "512-1023")))
        .withMessageContaining("Slot 512 belongs to shard 0 and to shard 1");
  }
}
