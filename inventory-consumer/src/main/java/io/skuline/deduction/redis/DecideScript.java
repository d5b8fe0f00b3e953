package io.skuline.deduction.redis;

import io.skuline.deduction.CompactResult;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The script {@code decide.lua}: its text, its digest, and the packing of its arguments. */
public final class DecideScript {

  /** Start of the script's own error when the server holds another epoch than the caller's. */
  static final String WRONG_EPOCH = "SKULINE_EPOCH";

  private static final String TEXT = load();
  private static final String SHA1 = sha1(TEXT);

  private DecideScript() {}

  /** What is loaded into Redis. Loading it opens that server for deductions. */
  public static String text() {
    return TEXT;
  }

  /** Under which digest Redis knows it. */
  public static String sha1() {
    return SHA1;
  }

  /** The arguments, as the script's head lists them. */
  static Object[] arguments(
      RedisKeys keys, long epoch, long nowMillis, Memory memory, List<OrderEvent> events) {
    List<Object> arguments = new ArrayList<>(8 + events.size() * 10);
    arguments.add(Long.toString(epoch));
    arguments.add(keys.stockPrefix(epoch));
    arguments.add(keys.memoryPrefix(epoch));
    arguments.add(Long.toString(nowMillis));
    arguments.add("0");
    for (OrderEvent event : events) {
      arguments.add(kind(event));
      arguments.add(memory.bucket(event.createdAt(), event.key()));
      arguments.add(Long.toString(memory.expiryMillis(event.createdAt(), nowMillis)));
      arguments.add(event.key());
      arguments.add(CompactResult.operationId(event));
      addLines(arguments, event);
    }
    return arguments.toArray();
  }

  private static String kind(OrderEvent event) {
    if (event instanceof OrderCreated) {
      return "O";
    }
    if (event instanceof OrderCancelled) {
      return "X";
    }
    return event instanceof StockAdjusted adjusted
        ? String.valueOf(CompactResult.code(adjusted.kind()))
        : "R";
  }

  private static void addLines(List<Object> arguments, OrderEvent event) {
    if (event instanceof OrderCreated created) {
      addLines(arguments, created.lines());
    } else if (event instanceof StockReturned returned) {
      addLines(arguments, returned.lines());
    } else if (event instanceof StockAdjusted adjusted) {
      arguments.add("1");
      arguments.add(adjusted.sku());
      arguments.add(Integer.toString(adjusted.delta()));
    } else {
      arguments.add("0");
    }
  }

  private static void addLines(List<Object> arguments, List<OrderLine> lines) {
    arguments.add(Integer.toString(lines.size()));
    for (OrderLine line : lines) {
      arguments.add(line.sku());
      arguments.add(Integer.toString(line.quantity()));
    }
  }

  private static String load() {
    try (InputStream in = DecideScript.class.getResourceAsStream("decide.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not for security: it is how Redis names scripts. */
  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
