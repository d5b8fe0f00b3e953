package io.skuline.deduction.redis;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockReturned;
import io.skuline.wire.CompactResultCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.redisson.client.RedisException;

/** The script {@code decide.lua} and the packing of its arguments. */
public final class DecideScript {

  /**
   * The beginning of the script's own error when the server holds another epoch than the caller's.
   */
  static final String WRONG_EPOCH = "SKULINE_EPOCH";

  /** The beginning of the error when a part of a cart was lost with its partition. */
  static final String TORN = "SKULINE_TORN";

  /** The beginning of the script's own error when a SKU was changed by hand, or is missing. */
  static final String CHANGED = "SKULINE_CHANGED";

  /**
   * The script's own error when the batch touches SKUs in quarantine. It lists the SKUs, then for
   * each event its position and the places of its SKUs in that list.
   */
  static final Pattern QUARANTINED =
      Pattern.compile("SKULINE_QUARANTINED (\\S+) (\\d+:[\\d,]+(?:;\\d+:[\\d,]+)*)");

  /** The script. An instance that loads it into a server thereby declares the server verified. */
  public static final LuaScript SCRIPT = LuaScript.named("decide.lua");

  private DecideScript() {}

  /** Returns the arguments of an empty batch: the script checks the epoch and does nothing else. */
  static Object[] onlyTheEpoch(long epoch) {
    return new Object[] {Long.toString(epoch), "", "", "0", "1", "0", "0"};
  }

  /** Tells whether the exception is the script's own error that contains this text. */
  static boolean says(RedisException e, String error) {
    return e.getMessage() != null && e.getMessage().contains(error);
  }

  /** Tells whether the stored data is at fault, so that trying again will not help. */
  static boolean isDefect(RedisException e) {
    return says(e, "WRONGTYPE");
  }

  /** Returns the script's own words without what the client adds, for example the whole call. */
  static String words(RedisException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf(". channel:");
    return end < 0 ? message : message.substring(0, end);
  }

  /** Returns the arguments of a batch in the only partition, as the script's head lists them. */
  public static Object[] arguments(
      RedisKeys keys,
      long epoch,
      Instant now,
      AnswerBuckets buckets,
      List<RecalledAnswer> recalled,
      List<OrderEvent> events) {
    List<Object> arguments = new ArrayList<>(8 + events.size() * 10);
    addHead(arguments, keys, epoch, now, buckets.earlierGenerations());
    addRecalled(arguments, buckets, recalled);
    for (OrderEvent event : events) {
      addEvent(arguments, buckets, event, "");
    }
    return arguments.toArray();
  }

  static void addHead(
      List<Object> arguments, RedisKeys keys, long epoch, Instant now, long earlierGenerations) {
    arguments.add(Long.toString(epoch));
    arguments.add(keys.stockPrefix(epoch));
    arguments.add(keys.memoryPrefix(epoch));
    arguments.add(Long.toString(now.toEpochMilli()));
    arguments.add(Long.toString(AnswerBuckets.GENERATION.toMillis()));
    arguments.add(Long.toString(earlierGenerations));
  }

  static void addRecalled(
      List<Object> arguments, AnswerBuckets buckets, List<RecalledAnswer> recalled) {
    arguments.add(Integer.toString(recalled.size()));
    for (RecalledAnswer answer : recalled) {
      arguments.add(buckets.bucket(answer.key()));
      arguments.add(answer.field());
      arguments.add(answer.value());
    }
  }

  /**
   * @param queue the number of the event's queue within the batch; empty if nothing waits
   */
  static void addEvent(
      List<Object> arguments, AnswerBuckets buckets, OrderEvent event, String queue) {
    arguments.add(kind(event) + queue);
    arguments.add(buckets.bucket(event.key()));
    arguments.add(event.key());
    arguments.add(CompactResultCodec.operationId(event));
    addLines(arguments, event);
  }

  private static String kind(OrderEvent event) {
    return switch (event.operation().kind()) {
      case ORDER -> "O";
      case CANCELLATION -> "X";
      case RETURN -> "R";
      case ADJUSTMENT -> String.valueOf(CompactResultCodec.code(((StockAdjusted) event).kind()));
    };
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
}
