package io.skuline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SkuBucketsTest {

  /** The position of an id among parts of equal size into which all slots are divided. */
  private static int part(String id, int parts) {
    CRC32 checksum = new CRC32();
    checksum.update(id.getBytes(StandardCharsets.US_ASCII));
    return (int) (checksum.getValue() % 1024) * parts / 1024;
  }

  @Test
  void aNameNeverChanges() {
    assertThat(IntStream.range(0, 4).mapToObj(b -> SkuBuckets.id("tv-55", b)))
        .containsExactly("tv-55", "tv-55~1p", "tv-55~2ap", "tv-55~3s");
    assertThat(SkuBuckets.id("tv-55", 15)).isEqualTo("tv-55~15b");
  }

  @Test
  void aNameTellsTheSkuAndTheBucket() {
    for (int bucket = 0; bucket < SkuBuckets.MAX; bucket++) {
      String id = SkuBuckets.id("a:b.c_d-1", bucket);
      assertThat(SkuBuckets.skuOf(id)).isEqualTo("a:b.c_d-1");
      assertThat(SkuBuckets.bucketOf(id)).isEqualTo(bucket);
    }
  }

  @Test
  void twoFourEightAndSixteenBucketsAreSpreadEvenly() {
    for (int sku = 0; sku < 500; sku++) {
      String name = "sku-" + sku;
      for (int buckets : new int[] {2, 4, 8, 16}) {
        Set<Integer> parts = new HashSet<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
          parts.add(part(SkuBuckets.id(name, bucket), buckets));
        }
        assertThat(parts).as(name).hasSize(buckets);
      }
    }
  }

  @Test
  void aNameIsNotTooLongForAColumn() {
    for (int sku = 0; sku < 300; sku++) {
      String longest = "x".repeat(SkuBuckets.MAX_SKU_LENGTH - 4) + (1000 + sku);
      assertThat(SkuBuckets.id(longest, 15)).hasSizeLessThanOrEqualTo(Limits.MAX_ID_LENGTH);
    }
  }

  @Test
  void thereAreSixteenBucketsAndSkusMayBeTooLong() {
    String tooLong = "x".repeat(SkuBuckets.MAX_SKU_LENGTH + 1);

    assertThat(SkuBuckets.id(tooLong, 0)).isEqualTo(tooLong);
    assertThatIllegalArgumentException().isThrownBy(() -> SkuBuckets.id(tooLong, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> SkuBuckets.id("tv-55", 16));
    assertThatIllegalArgumentException().isThrownBy(() -> SkuBuckets.id("tv-55", -1));
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> SkuBuckets.requireDivisible("sku", tooLong))
        .withMessageContaining("58");
  }

  @Test
  void anIdIsThatOfASkuOrOfABucket() {
    SkuBuckets.requireStockId("sku", "tv-55");
    SkuBuckets.requireStockId("sku", "tv-55~3s");

    for (String id : new String[] {"tv-55~3", "tv-55~", "tv-55~0", "tv-55~16a", "tv 55~3d", "~1"}) {
      assertThatExceptionOfType(InvalidEventException.class)
          .as(id)
          .isThrownBy(() -> SkuBuckets.requireStockId("sku", id));
    }
  }

  @Test
  void aMovementIsNumberedUnderTheNameOfItsBucket() {
    StockMove move = new StockMove("tv-55", 1, 4999, 2, 3);

    assertThat(move.stockId()).isEqualTo("tv-55~3s");
    assertThat(StockMove.ofStock("tv-55~3s", 1, 4999, 2)).isEqualTo(move);
    assertThat(new StockMove("tv-55", 1, 499, 2).stockId()).isEqualTo("tv-55");
  }
}
