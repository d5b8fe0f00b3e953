package io.skuline.ledger;

import io.skuline.broker.FakeBroker;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ledger of one shard as others see it: it passes the journal's barriers, or hangs. */
public final class FakeLedger {

  private final FakeBarriers barriers = new FakeBarriers();

  /** How many more barriers it passes before it hangs. */
  public int passesMore = Integer.MAX_VALUE;

  /** Reads what was stored in the journal. */
  public void read(FakeBroker.Stored message) {
    ByteBuffer body = ByteBuffer.wrap(message.body().getBytes(StandardCharsets.US_ASCII));
    if (passesMore > 0 && JournalCodec.decode(body) instanceof JournalEntry.Barrier barrier) {
      passesMore--;
      barriers.passed(barrier.epoch(), message.group());
    }
  }

  public LedgerProgress progress() {
    return new LedgerProgress(List.of(barriers));
  }
}
