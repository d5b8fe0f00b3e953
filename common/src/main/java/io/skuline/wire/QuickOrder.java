package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of an order in the form that {@link EventBody} writes, or a cart with lines of
 * that form, and gives up at the first byte of any other form. That takes a fraction of the time of
 * building a tree, and most bodies have the form. What it gives up on may still be valid JSON, or
 * needs an error.
 */
final class QuickOrder {

  private static final byte[] HEAD = ascii("{\"type\":\"OrderCreated\",\"orderId\":\"");
  private static final byte[] CREATED_AT = ascii("\",\"createdAt\":\"");
  private static final byte[] LINES = ascii("\",\"lines\":[");
  private static final byte[] CART = ascii("{\"lines\":[");
  private static final byte[] SKU = ascii("{\"sku\":\"");
  private static final byte[] QUANTITY = ascii("\",\"quantity\":");
  private static final byte[] END = ascii("]}");

  /** More digits than a quantity may have. */
  private static final int DIGITS = 8;

  private final byte[] body;
  private int at;

  private QuickOrder(byte[] body) {
    this.body = body;
  }

  /** Returns the order; null if this reader gives up. */
  static OrderCreated read(byte[] body) {
    try {
      return new QuickOrder(body).order();
    } catch (InvalidEventException | DateTimeException e) {
      // The other reader says where in the body the mistake is.
      return null;
    }
  }

  /** Returns the lines of the cart; null if this reader gives up. */
  static List<OrderLine> readCart(byte[] body) {
    try {
      return new QuickOrder(body).cart();
    } catch (InvalidEventException e) {
      // As above.
      return null;
    }
  }

  private List<OrderLine> cart() {
    List<OrderLine> lines = skip(CART) ? lines() : null;
    return lines != null && skip(END) && at == body.length ? List.copyOf(lines) : null;
  }

  private OrderCreated order() {
    if (!skip(HEAD)) {
      return null;
    }
    String orderId = text();
    if (orderId == null || !skip(CREATED_AT)) {
      return null;
    }
    String createdAt = text();
    if (createdAt == null || !skip(LINES)) {
      return null;
    }
    List<OrderLine> lines = lines();
    return lines != null && skip(END) && at == body.length
        ? new OrderCreated(orderId, Timestamps.parse(createdAt), lines)
        : null;
  }

  private List<OrderLine> lines() {
    List<OrderLine> lines = new ArrayList<>(1);
    do {
      if (!skip(SKU)) {
        return null;
      }
      String sku = text();
      if (sku == null || !skip(QUANTITY)) {
        return null;
      }
      int quantity = number();
      if (quantity == 0 || !isAt('}') || lines.size() == Limits.MAX_LINES) {
        return null;
      }
      at++;
      lines.add(new OrderLine(sku, quantity));
    } while (isAt(',') && at++ > 0);
    return lines;
  }

  private boolean isAt(char c) {
    return at < body.length && body[at] == c;
  }

  private boolean skip(byte[] expected) {
    if (body.length - at < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (body[at + i] != expected[i]) {
        return false;
      }
    }
    at += expected.length;
    return true;
  }

  /** Reads up to the next quotation mark; null if there is anything that JSON may want escaped. */
  private String text() {
    int from = at;
    while (at < body.length && body[at] != '"') {
      if (body[at] < ' ' || body[at] == '\\') {
        return null;
      }
      at++;
    }
    return new String(body, from, at - from, StandardCharsets.ISO_8859_1);
  }

  /** Reads a number above zero; 0 if it is another one. */
  private int number() {
    int from = at;
    int number = 0;
    while (at < body.length && body[at] >= '0' && body[at] <= '9' && at - from < DIGITS) {
      number = number * 10 + body[at] - '0';
      at++;
    }
    return from < at && body[from] != '0' ? number : 0;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
