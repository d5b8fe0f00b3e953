package io.skuline.event;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The names of the buckets among which the stock of a very hot SKU is divided. Bucket 0 is the SKU
 * itself. The stock of bucket 3 of SKU {@code tv-55} is kept under a name such as {@code tv-55~3s}:
 * the SKU, {@code ~}, the number of the bucket, and letters or none. No SKU contains {@code ~}, so
 * no bucket has the name of a SKU.
 *
 * <p>The letters are chosen so that the buckets of a SKU lie far from each other. An id's slot is
 * its CRC-32 modulo 1024, and a slot belongs to a partition of Redis and to a database. Of two,
 * four, eight or sixteen buckets, each lies in another half, quarter, eighth or sixteenth of the
 * slots. The name of a bucket depends on nothing but the SKU and the number, and never changes.
 */
public final class SkuBuckets {

  /** The most buckets of a SKU, with bucket 0. */
  public static final int MAX = 16;

  /** The longest SKU that can have buckets; a bucket's name has up to 6 characters more. */
  public static final int MAX_SKU_LENGTH = Limits.MAX_ID_LENGTH - 6;

  private static final char SEPARATOR = '~';

  /** As in the slots of the service. */
  private static final int SLOTS = 1024;

  private static final int SLOTS_PER_SHARE = SLOTS / MAX;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private SkuBuckets() {}

  /**
   * Returns the name under which the stock of a bucket is kept.
   *
   * @param sku a SKU, of at most {@value #MAX_SKU_LENGTH} characters unless the bucket is 0
   * @param bucket 0 to {@value #MAX} - 1
   */
  public static String id(String sku, int bucket) {
    if (bucket == 0) {
      return sku;
    }
    if (bucket < 0 || bucket >= MAX || sku.length() > MAX_SKU_LENGTH) {
      throw new IllegalArgumentException("No bucket " + bucket + " of SKU " + sku);
    }
    int wanted = (slot(sku) / SLOTS_PER_SHARE + share(bucket)) % MAX;
    String name = sku + SEPARATOR + bucket;
    for (int number = 0; ; number++) {
      String id = name + letters(number);
      if (slot(id) / SLOTS_PER_SHARE == wanted) {
        return id;
      }
    }
  }

  /** Returns the SKU of a name: what is before {@code ~}, or the name itself. */
  public static String skuOf(String id) {
    int separator = id.indexOf(SEPARATOR);
    return separator < 0 ? id : id.substring(0, separator);
  }

  /** Returns the bucket of a name; 0 for that of a SKU. */
  public static int bucketOf(String id) {
    int separator = id.indexOf(SEPARATOR);
    int bucket = 0;
    for (int i = separator + 1; separator >= 0 && i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      bucket = 10 * bucket + c - '0';
    }
    return bucket;
  }

  /**
   * Checks that a SKU can have buckets.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if it is no SKU, or longer than {@value #MAX_SKU_LENGTH}
   *     characters
   */
  public static void requireDivisible(String field, String sku) {
    Limits.requireId(field, sku);
    if (sku.length() > MAX_SKU_LENGTH) {
      throw new InvalidEventException(
          field,
          "must have at most %d characters to have buckets, because the name of a bucket follows it; has %d"
              .formatted(MAX_SKU_LENGTH, sku.length()));
    }
  }

  /**
   * Checks that an id is that of a SKU, or the name of a bucket.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if it is neither
   */
  public static void requireStockId(String field, String id) {
    int separator = id == null ? -1 : id.indexOf(SEPARATOR);
    if (separator < 0) {
      Limits.requireId(field, id);
      return;
    }
    String sku = skuOf(id);
    requireDivisible(field, sku);
    int bucket = bucketOf(id);
    if (bucket < 1 || bucket >= MAX || !id(sku, bucket).equals(id)) {
      throw new InvalidEventException(field, "names no bucket of " + sku);
    }
  }

  /**
   * Returns how many sixteenths of the slots a bucket is away from its SKU: its four bits in
   * reverse, so that 1 is half of them away, 2 and 3 are the quarters between, and so on.
   */
  private static int share(int bucket) {
    return Integer.reverse(bucket) >>> (Integer.SIZE - 4);
  }

  /** Returns nothing, a, b, ... z, aa, ab, ... */
  private static String letters(int number) {
    StringBuilder text = new StringBuilder(2);
    for (int rest = number; rest > 0; rest = (rest - 1) / LETTERS.length()) {
      text.insert(0, LETTERS.charAt((rest - 1) % LETTERS.length()));
    }
    return text.toString();
  }

  private static int slot(String id) {
    CRC32 checksum = new CRC32();
    checksum.update(id.getBytes(StandardCharsets.US_ASCII));
    return (int) (checksum.getValue() % SLOTS);
  }
}
