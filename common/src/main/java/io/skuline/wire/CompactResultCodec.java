package io.skuline.wire;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A result as one short line of text, without the ids of the event it answers: what Redis remembers
 * of an order, what the journal carries, and what the database keeps of answers that moved nothing.
 *
 * <pre>
 * C|millis|sku,quantity,remaining,sequence;...     confirmed
 * R|millis|reason|sku,requested,available;...      rejected: O out of stock, U unknown SKU, C cancelled
 * A|millis|sku,quantity,remaining,sequence;...     return accepted
 * A|millis||reason                                 cancelled, but: U unknown order, R order rejected, L nothing left
 * N|millis|reason|sku,requested,available;...      return rejected: U unknown order, R order rejected, E exceeds
 * S|millis|kind|sku,delta,remaining,sequence       adjusted: I initial, P replenishment, C correction
 * T|millis|reason|sku,delta,available              not adjusted: U unknown SKU, A already stocked, B below zero, L limit
 * </pre>
 *
 * <p>The SKU of a movement is the name under which the stock is kept, see {@link
 * io.skuline.event.SkuBuckets}.
 *
 * <p>Ids have none of the delimiters, by {@link io.skuline.event.Limits}. The Lua script of the
 * Redis engine writes the same notation.
 */
public final class CompactResultCodec {

  private CompactResultCodec() {}

  /**
   * Returns the part of an event's operation that its key does not name: the return id, the mark of
   * a cancellation, or an empty text.
   */
  public static String operationId(OrderEvent event) {
    if (event instanceof StockReturned returned) {
      return returned.returnId();
    }
    return event instanceof OrderCancelled ? ReturnAccepted.CANCELLATION : "";
  }

  /** Returns the same of the event that a result answers. */
  public static String operationId(StockResult result) {
    if (result instanceof ReturnAccepted accepted) {
      return accepted.returnId();
    }
    return result instanceof ReturnRejected rejected ? rejected.returnId() : "";
  }

  /** Writes a result; {@link #decode} with the same ids reads it back. */
  public static String encode(StockResult result) {
    StringBuilder text = new StringBuilder(64);
    long millis = result.decidedAt().toEpochMilli();
    if (result instanceof DeductionConfirmed confirmed) {
      appendMoves(text.append("C|").append(millis).append('|'), confirmed.lines());
    } else if (result instanceof DeductionRejected rejected) {
      text.append("R|").append(millis).append('|').append(code(rejected.reason())).append('|');
      appendShortages(text, rejected.shortages());
    } else if (result instanceof ReturnAccepted accepted) {
      appendMoves(text.append("A|").append(millis).append('|'), accepted.lines());
      accepted.reason().ifPresent(reason -> text.append('|').append(code(reason)));
    } else if (result instanceof ReturnRejected rejected) {
      text.append("N|").append(millis).append('|').append(code(rejected.reason())).append('|');
      appendShortages(text, rejected.shortages());
    } else if (result instanceof AdjustmentAccepted accepted) {
      text.append("S|").append(millis).append('|').append(code(accepted.kind())).append('|');
      appendMoves(text, List.of(accepted.line()));
    } else if (result instanceof AdjustmentRejected rejected) {
      text.append("T|").append(millis).append('|').append(code(rejected.reason())).append('|');
      text.append(rejected.sku()).append(',').append(rejected.delta());
      text.append(',').append(rejected.available());
    }
    return text.toString();
  }

  /**
   * Reads a result.
   *
   * @param key the order id, or the adjustment id
   * @param operationId see {@link #operationId(StockResult)}
   * @throws IllegalArgumentException if the text is not in this notation
   */
  public static StockResult decode(String key, String operationId, String text) {
    try {
      return read(key, operationId, text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Not a compact result of " + key + ": " + text, e);
    }
  }

  private static StockResult read(String key, String operationId, String text) {
    int afterMillis = text.indexOf('|', 2);
    Instant at = Instant.ofEpochMilli(Long.parseLong(text, 2, afterMillis, 10));
    char type = text.charAt(0);
    if (type == 'C') {
      return new DeductionConfirmed(key, at, moves(text.substring(afterMillis + 1)));
    }
    if (type == 'A') {
      return accepted(operationId, key, at, text.substring(afterMillis + 1));
    }
    char code = text.charAt(afterMillis + 1);
    String rest = text.substring(afterMillis + 3);
    return switch (type) {
      case 'R' -> new DeductionRejected(key, at, rejection(code), shortages(rest));
      case 'N' -> new ReturnRejected(operationId, key, at, refusal(code), shortages(rest));
      case 'S' -> new AdjustmentAccepted(key, at, kind(code), moves(rest).get(0));
      case 'T' -> {
        String[] part = rest.split(",", -1);
        yield new AdjustmentRejected(
            key, at, veto(code), part[0], Long.parseLong(part[1]), Long.parseLong(part[2]));
      }
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private static ReturnAccepted accepted(String operationId, String key, Instant at, String rest) {
    int afterMoves = rest.indexOf('|');
    return afterMoves < 0
        ? new ReturnAccepted(operationId, key, at, moves(rest))
        : new ReturnAccepted(
            operationId,
            key,
            at,
            moves(rest.substring(0, afterMoves)),
            Optional.of(emptiness(rest.charAt(afterMoves + 1))));
  }

  private static void appendMoves(StringBuilder text, List<StockMove> moves) {
    char separator = 0;
    for (StockMove move : moves) {
      if (separator != 0) {
        text.append(separator);
      }
      text.append(move.stockId()).append(',').append(move.quantity());
      text.append(',').append(move.remaining()).append(',').append(move.sequence());
      separator = ';';
    }
  }

  private static void appendShortages(StringBuilder text, List<Shortage> shortages) {
    char separator = 0;
    for (Shortage shortage : shortages) {
      if (separator != 0) {
        text.append(separator);
      }
      text.append(shortage.sku()).append(',').append(shortage.requested());
      text.append(',').append(shortage.available());
      separator = ';';
    }
  }

  private static List<StockMove> moves(String text) {
    return list(
        text,
        part ->
            StockMove.ofStock(
                part[0],
                Integer.parseInt(part[1]),
                Long.parseLong(part[2]),
                Long.parseLong(part[3])));
  }

  private static List<Shortage> shortages(String text) {
    return list(
        text, part -> new Shortage(part[0], Long.parseLong(part[1]), Long.parseLong(part[2])));
  }

  private static <T> List<T> list(String text, Function<String[], T> element) {
    List<T> list = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String item : text.split(";", -1)) {
        list.add(element.apply(item.split(",", -1)));
      }
    }
    return list;
  }

  private static char code(DeductionRejected.Reason reason) {
    return switch (reason) {
      case OUT_OF_STOCK -> 'O';
      case UNKNOWN_SKU -> 'U';
      case CANCELLED -> 'C';
    };
  }

  private static char code(ReturnRejected.Reason reason) {
    return switch (reason) {
      case UNKNOWN_ORDER -> 'U';
      case ORDER_REJECTED -> 'R';
      case EXCEEDS_DEDUCTED -> 'E';
    };
  }

  private static char code(ReturnAccepted.Reason reason) {
    return switch (reason) {
      case UNKNOWN_ORDER -> 'U';
      case ORDER_REJECTED -> 'R';
      case NOTHING_LEFT -> 'L';
    };
  }

  private static char code(AdjustmentRejected.Reason reason) {
    return switch (reason) {
      case UNKNOWN_SKU -> 'U';
      case ALREADY_STOCKED -> 'A';
      case BELOW_ZERO -> 'B';
      case ABOVE_LIMIT -> 'L';
    };
  }

  /** Returns the letter of an adjustment's kind, here and in the database. */
  public static char code(AdjustmentKind kind) {
    return switch (kind) {
      case INITIAL -> 'I';
      case REPLENISHMENT -> 'P';
      case CORRECTION -> 'C';
    };
  }

  private static DeductionRejected.Reason rejection(char code) {
    return byCode(DeductionRejected.Reason.values(), CompactResultCodec::code, code);
  }

  private static ReturnRejected.Reason refusal(char code) {
    return byCode(ReturnRejected.Reason.values(), CompactResultCodec::code, code);
  }

  private static ReturnAccepted.Reason emptiness(char code) {
    return byCode(ReturnAccepted.Reason.values(), CompactResultCodec::code, code);
  }

  private static AdjustmentRejected.Reason veto(char code) {
    return byCode(AdjustmentRejected.Reason.values(), CompactResultCodec::code, code);
  }

  /** Returns the kind that has this letter. */
  public static AdjustmentKind kind(char code) {
    return byCode(AdjustmentKind.values(), CompactResultCodec::code, code);
  }

  private static <T> T byCode(T[] values, Function<T, Character> codeOf, char code) {
    for (T value : values) {
      if (codeOf.apply(value) == code) {
        return value;
      }
    }
    throw new IllegalArgumentException("code " + code);
  }
}
