package io.skuline.journal;

import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import io.skuline.wire.CompactResultCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The journal's notation: lines of text.
 *
 * <pre>
 * batch 1 EPOCH [unchecked]                                    barrier 1 EPOCH
 * batch 2 PARTITIONS PARTITION:EPOCH,... [unchecked]           barrier 2 EPOCH PARTITION,...
 * KEY|OPERATION|compact result                                 probe 1 ID
 * BUCKET|LOAN+|M|millis|stock,units,remaining,sequence
 * ...
 * </pre>
 *
 * <p>The first number is the version of the notation. Version 1 is that of a stock with one
 * partition, and of a barrier for all partitions. In version 2, PARTITIONS is the number of all
 * partitions, and only those are listed that the batch touched or that begin the epoch. See {@link
 * CompactResultCodec} for the rest of a line.
 *
 * <p>A line with M is one half of a transfer between a SKU and a bucket, see {@link StockTransfer};
 * after LOAN comes + if the bucket takes units, and - if it gives them back.
 */
public final class JournalCodec {

  private static final String BATCH = "batch";
  private static final String BARRIER = "barrier";
  private static final String PROBE = "probe";
  private static final String TRANSFER = "|M|";
  private static final String UNCHECKED = "unchecked";

  private JournalCodec() {}

  public static byte[] encode(JournalEntry entry) {
    StringBuilder text = new StringBuilder(4096);
    if (entry instanceof JournalEntry.Batch batch) {
      text.append(BATCH).append(epochs(batch.epochs()));
      text.append(batch.unchecked() ? " " + UNCHECKED : "").append('\n');
      for (StockResult result : batch.results()) {
        text.append(result.key())
            .append('|')
            .append(CompactResultCodec.operationId(result))
            .append('|');
        text.append(CompactResultCodec.encode(result)).append('\n');
      }
      batch.transfers().forEach(transfer -> append(text, transfer));
    } else if (entry instanceof JournalEntry.Barrier barrier) {
      text.append(BARRIER).append(barrier.partitions().isEmpty() ? " 1 " : " 2 ");
      text.append(barrier.epoch());
      if (!barrier.partitions().isEmpty()) {
        text.append(' ').append(list(barrier.partitions()));
      }
      text.append('\n');
    } else if (entry instanceof JournalEntry.Probe probe) {
      text.append(PROBE).append(" 1 ").append(probe.id()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void append(StringBuilder text, StockTransfer transfer) {
    text.append(transfer.bucket()).append('|').append(transfer.operationId()).append(TRANSFER);
    text.append(transfer.decidedAt()).append('|').append(transfer.stockId()).append(',');
    text.append(transfer.units()).append(',').append(transfer.remaining()).append(',');
    text.append(transfer.sequence()).append('\n');
  }

  private static String epochs(PartitionEpochs epochs) {
    return (epochs.partitions() == 1 ? " 1 " : " 2 " + epochs.partitions() + " ") + epochs;
  }

  private static String list(SortedSet<Integer> partitions) {
    return partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * @throws IllegalArgumentException if the body is not in this notation
   */
  public static JournalEntry decode(ByteBuffer body) {
    String text = StandardCharsets.US_ASCII.decode(body.duplicate()).toString();
    int end = text.indexOf('\n');
    String[] head = text.substring(0, Math.max(0, end)).split(" ", -1);
    String kind = head.length < 3 ? "" : head[0] + ' ' + head[1] + ' ' + head.length;
    return switch (kind) {
      case "probe 1 3" -> new JournalEntry.Probe(head[2]);
      case "barrier 1 3" -> new JournalEntry.Barrier(Long.parseLong(head[2]));
      case "barrier 2 4" -> new JournalEntry.Barrier(Long.parseLong(head[2]), partitions(head[3]));
      case "batch 1 3" -> batch(single(head[2]), lines(text, end), false);
      case "batch 1 4" -> batch(single(head[2]), lines(text, end), unchecked(head[3]));
      case "batch 2 4" -> batch(epochs(head), lines(text, end), false);
      case "batch 2 5" -> batch(epochs(head), lines(text, end), unchecked(head[4]));
      default -> throw new IllegalArgumentException("Not a journal entry of version 1 or 2");
    };
  }

  private static JournalEntry batch(PartitionEpochs epochs, List<String> lines, boolean unchecked) {
    List<StockResult> results = new ArrayList<>(lines.size());
    List<StockTransfer> transfers = new ArrayList<>(0);
    for (String line : lines) {
      // The third field of a result is one of other letters.
      if (line.startsWith(TRANSFER, line.indexOf('|', line.indexOf('|') + 1))) {
        transfers.add(transfer(line));
      } else {
        results.add(result(line));
      }
    }
    return new JournalEntry.Batch(epochs, results, unchecked, transfers);
  }

  private static boolean unchecked(String word) {
    if (!word.equals(UNCHECKED)) {
      throw new IllegalArgumentException("Not a word of a journal entry: " + word);
    }
    return true;
  }

  private static PartitionEpochs single(String epoch) {
    return PartitionEpochs.single(Long.parseLong(epoch));
  }

  private static PartitionEpochs epochs(String[] head) {
    SortedMap<Integer, Long> epochs = new TreeMap<>();
    for (String each : head[3].split(",", -1)) {
      int colon = each.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("Not the epoch of a partition: " + each);
      }
      epochs.put(
          Integer.valueOf(each.substring(0, colon)), Long.valueOf(each.substring(colon + 1)));
    }
    return new PartitionEpochs(Integer.parseInt(head[2]), epochs);
  }

  private static SortedSet<Integer> partitions(String list) {
    SortedSet<Integer> partitions = new TreeSet<>();
    for (String each : list.split(",", -1)) {
      partitions.add(Integer.valueOf(each));
    }
    return partitions;
  }

  private static List<String> lines(String text, int head) {
    List<String> lines = new ArrayList<>();
    int end = head;
    for (int from = end + 1; from < text.length(); from = end + 1) {
      end = text.indexOf('\n', from);
      if (end < 0) {
        throw new IllegalArgumentException("The journal entry is cut off at character " + from);
      }
      lines.add(text.substring(from, end));
    }
    return lines;
  }

  private static StockTransfer transfer(String line) {
    String[] part = line.split("\\|", -1);
    String[] move = part.length == 5 ? part[4].split(",", -1) : new String[0];
    if (move.length != 4) {
      throw new IllegalArgumentException("Not a line of the journal: " + line);
    }
    return StockTransfer.of(
        part[0],
        part[1],
        move[0],
        Integer.parseInt(move[1]),
        Long.parseLong(move[2]),
        Long.parseLong(move[3]),
        Long.parseLong(part[3]));
  }

  private static StockResult result(String line) {
    int afterKey = line.indexOf('|');
    int afterOperation = line.indexOf('|', afterKey + 1);
    if (afterKey < 0 || afterOperation < 0) {
      throw new IllegalArgumentException("Not a line of the journal: " + line);
    }
    return CompactResultCodec.decode(
        line.substring(0, afterKey),
        line.substring(afterKey + 1, afterOperation),
        line.substring(afterOperation + 1));
  }
}
