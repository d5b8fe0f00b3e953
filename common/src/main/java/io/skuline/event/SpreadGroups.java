package io.skuline.event;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The message groups over which the orders of a hot SKU are spread: {@code SKU~0} to {@code
 * SKU~15}. No SKU contains {@code ~}, so no group of one SKU is a group of another.
 */
public final class SpreadGroups {

  /** The number of groups of a hot SKU. It never changes: an order's group must not change. */
  public static final int COUNT = 16;

  /** RocketMQ's proxy refuses a message group of 64 bytes, although it calls 64 the largest. */
  private static final int MAX_GROUP_LENGTH = 63;

  /** The longest SKU that can be hot. */
  public static final int MAX_SKU_LENGTH = MAX_GROUP_LENGTH - "~15".length();

  private static final char SEPARATOR = '~';

  private SpreadGroups() {}

  /**
   * Returns the group of an order of a hot SKU, and of everything that follows the order.
   *
   * @param sku the SKU of the order's first line, of at most {@value #MAX_SKU_LENGTH} characters
   */
  public static String of(String sku, String orderId) {
    return sku + SEPARATOR + number(orderId);
  }

  /** Returns the number of an order's group, 0 to {@value #COUNT} - 1. */
  public static int number(String orderId) {
    CRC32 checksum = new CRC32();
    checksum.update(orderId.getBytes(StandardCharsets.UTF_8));
    return (int) (checksum.getValue() % COUNT);
  }

  /**
   * Returns the one message group of a SKU that is not hot: the SKU, or the beginning of a SKU of
   * 64 characters. Two such SKUs that differ in their last character share a queue, which is right
   * as well.
   */
  public static String plain(String sku) {
    return sku.length() <= MAX_GROUP_LENGTH ? sku : sku.substring(0, MAX_GROUP_LENGTH);
  }

  /**
   * Returns the SKU of a message group, whether it is a plain or a spread one. Of a SKU of 64
   * characters the last one is missing.
   */
  public static String skuOf(String group) {
    int separator = group.indexOf(SEPARATOR);
    return separator < 0 ? group : group.substring(0, separator);
  }

  /**
   * Checks that a SKU can be hot.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if it is no SKU, or longer than {@value #MAX_SKU_LENGTH}
   *     characters
   */
  public static void requireSpreadable(String field, String sku) {
    Limits.requireId(field, sku);
    if (sku.length() > MAX_SKU_LENGTH) {
      throw new InvalidEventException(
          field,
          "must have at most %d characters to be hot, because the number of a queue follows it; has %d"
              .formatted(MAX_SKU_LENGTH, sku.length()));
    }
  }
}
