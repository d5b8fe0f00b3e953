package io.skuline.journal;

import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal's notation: lines of text.
 *
 * <pre>
 * batch 1 EPOCH [unchecked]              barrier 1 EPOCH          probe 1 ID
 * KEY|OPERATION|compact result
 * ...
 * </pre>
 *
 * The 1 is the version of the notation. See {@link CompactResultCodec} for the rest of a line.
 */
public final class JournalCodec {

  private static final String BATCH = "batch 1 ";
  private static final String BARRIER = "barrier 1 ";
  private static final String PROBE = "probe 1 ";
  private static final String UNCHECKED = " unchecked";

  private JournalCodec() {}

  public static byte[] encode(JournalEntry entry) {
    StringBuilder text = new StringBuilder(4096);
    if (entry instanceof JournalEntry.Batch batch) {
      text.append(BATCH).append(batch.epoch()).append(batch.unchecked() ? UNCHECKED : "");
      text.append('\n');
      for (StockResult result : batch.results()) {
        text.append(result.key())
            .append('|')
            .append(CompactResultCodec.operationId(result))
            .append('|');
        text.append(CompactResultCodec.encode(result)).append('\n');
      }
    } else if (entry instanceof JournalEntry.Barrier barrier) {
      text.append(BARRIER).append(barrier.epoch()).append('\n');
    } else if (entry instanceof JournalEntry.Probe probe) {
      text.append(PROBE).append(probe.id()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @throws IllegalArgumentException if the body is not in this notation
   */
  public static JournalEntry decode(ByteBuffer body) {
    String text = StandardCharsets.US_ASCII.decode(body.duplicate()).toString();
    int end = text.indexOf('\n');
    if (end > 0 && text.startsWith(BARRIER)) {
      return new JournalEntry.Barrier(Long.parseLong(text, BARRIER.length(), end, 10));
    }
    if (end > 0 && text.startsWith(PROBE)) {
      return new JournalEntry.Probe(text.substring(PROBE.length(), end));
    }
    if (end < 0 || !text.startsWith(BATCH)) {
      throw new IllegalArgumentException("Not a journal entry of version 1");
    }
    boolean unchecked = text.startsWith(UNCHECKED, end - UNCHECKED.length());
    int epochEnd = unchecked ? end - UNCHECKED.length() : end;
    long epoch = Long.parseLong(text, BATCH.length(), epochEnd, 10);
    List<StockResult> results = new ArrayList<>();
    for (int from = end + 1; from < text.length(); from = end + 1) {
      end = text.indexOf('\n', from);
      if (end < 0) {
        throw new IllegalArgumentException("The journal entry is cut off at character " + from);
      }
      results.add(result(text.substring(from, end)));
    }
    return new JournalEntry.Batch(epoch, results, unchecked);
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
