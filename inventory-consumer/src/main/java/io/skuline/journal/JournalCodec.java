package io.skuline.journal;

import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
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
 * ...
 * </pre>
 *
 * <p>The first number is the version of the notation. Version 1 is that of a stock with one
 * partition, and of a barrier for all partitions. In version 2, PARTITIONS is the number of all
 * partitions, and only those are listed that the batch touched or that begin the epoch. See {@link
 * CompactResultCodec} for the rest of a line.
 */
public final class JournalCodec {

  private static final String BATCH = "batch";
  private static final String BARRIER = "barrier";
  private static final String PROBE = "probe";
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
      case "batch 1 3" -> batch(single(head[2]), results(text, end), false);
      case "batch 1 4" -> batch(single(head[2]), results(text, end), unchecked(head[3]));
      case "batch 2 4" -> batch(epochs(head), results(text, end), false);
      case "batch 2 5" -> batch(epochs(head), results(text, end), unchecked(head[4]));
      default -> throw new IllegalArgumentException("Not a journal entry of version 1 or 2");
    };
  }

  private static JournalEntry batch(
      PartitionEpochs epochs, List<StockResult> results, boolean unchecked) {
    return new JournalEntry.Batch(epochs, results, unchecked);
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

  private static List<StockResult> results(String text, int head) {
    List<StockResult> results = new ArrayList<>();
    int end = head;
    for (int from = end + 1; from < text.length(); from = end + 1) {
      end = text.indexOf('\n', from);
      if (end < 0) {
        throw new IllegalArgumentException("The journal entry is cut off at character " + from);
      }
      results.add(result(text.substring(from, end)));
    }
    return results;
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
