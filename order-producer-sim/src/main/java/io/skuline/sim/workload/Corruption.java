package io.skuline.sim.workload;

import io.skuline.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A way to spoil the body of an order, so that it is no valid event. */
enum Corruption {
  /** Cut off in the middle. */
  TRUNCATED,
  /** Neither JSON nor text. */
  NO_TEXT,
  /** Two bodies in one. */
  TWICE,
  /** More blanks than a body may have. */
  TOO_LARGE,
  UNKNOWN_TYPE,
  NO_TYPE,
  NO_LINES,
  NO_ID,
  QUANTITY_ZERO,
  QUANTITY_TEXT,
  ID_WITH_BLANK,
  NO_SUCH_DAY;

  byte[] spoil(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return switch (this) {
      case TRUNCATED -> Arrays.copyOf(body, body.length / 2);
      case NO_TEXT -> new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '{'};
      case TWICE -> bytes(text + text);
      case TOO_LARGE -> tooLarge(body);
      case UNKNOWN_TYPE -> bytes(text.replace("\"OrderCreated\"", "\"OrderShipped\""));
      case NO_TYPE -> bytes(text.replace("\"type\"", "\"kindOfEvent\""));
      case NO_LINES -> bytes(text.replace("\"lines\"", "\"rows\""));
      case NO_ID -> bytes(text.replace("\"orderId\"", "\"id\""));
      case QUANTITY_ZERO -> bytes(text.replaceAll("\"quantity\":\\d+", "\"quantity\":0"));
      case QUANTITY_TEXT -> bytes(text.replaceAll("\"quantity\":\\d+", "\"quantity\":\"two\""));
      case ID_WITH_BLANK -> bytes(text.replace("\"orderId\":\"", "\"orderId\":\"an order "));
      case NO_SUCH_DAY ->
          bytes(text.replaceAll("\"createdAt\":\"[^T]*T", "\"createdAt\":\"2026-02-30T"));
    };
  }

  private static byte[] tooLarge(byte[] body) {
    byte[] large = new byte[EventCodec.MAX_BODY_BYTES + 1];
    Arrays.fill(large, (byte) ' ');
    System.arraycopy(body, 0, large, 0, body.length);
    return large;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
