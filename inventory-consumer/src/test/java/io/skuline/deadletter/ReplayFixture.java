package io.skuline.deadletter;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.ReplayQueue.Next;
import java.util.stream.LongStream;

/** A replay worker whose dead letters, broker and clock are in memory. */
abstract class ReplayFixture {

  static final long RUN = 7;
  static final long OTHER = 8;
  static final String ORDERS = "order-events";
  static final String OTHERS = "results";

  final FakeReplayStore store = new FakeReplayStore();
  final FakeDeadLetterSender sender = new FakeDeadLetterSender(store.log);
  final FakeTimeSource time = new FakeTimeSource();
  final ReplayWorker worker = replayer(time);

  ReplayWorker replayer(TimeSource its) {
    return new ReplayWorker(store, sender, ORDERS::equals, its);
  }

  static Next letter(long id, String topic, int replays) {
    return new Next(id, "letter-" + id, topic, null, replays, DeadLetterState.PARKED, id, false);
  }

  static Next[] deadLetters(long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(id -> letter(id, ORDERS, 0))
        .toArray(Next[]::new);
  }
}
