package io.skuline.sim.workload;

import io.skuline.event.OrderEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Publishes many orders with their follow-ups. {@value #OPEN_ORDERS} orders are open at a time, so
 * the messages of one order come between the messages of others, in their own order.
 */
final class InterleavedScenario extends GeneratedScenario {

  static final int OPEN_ORDERS = 64;

  private final OrderScript script;

  InterleavedScenario(OrderGenerator generator, OrderScript script) {
    super(generator);
    this.script = script;
  }

  @Override
  public long size() {
    SplittableRandom seeds = new SplittableRandom(generator.demand().seed());
    long size = 0;
    for (int i = 1; i <= generator.demand().orders(); i++) {
      size +=
          script.messages(i, seeds.split()).stream()
              .map(event -> event.getClass().getSimpleName() + " " + event.eventId())
              .distinct()
              .count();
    }
    return size;
  }

  @Override
  public Iterator<OutgoingMessage> messages() {
    return new Interleaved();
  }

  private final class Interleaved implements Iterator<OutgoingMessage> {

    private final SplittableRandom seeds = new SplittableRandom(generator.demand().seed());
    private final SplittableRandom turns = new SplittableRandom(~generator.demand().seed());
    private final List<Queue<OrderEvent>> open = new ArrayList<>(OPEN_ORDERS);
    private int begun;

    @Override
    public boolean hasNext() {
      while (open.size() < OPEN_ORDERS && begun < generator.demand().orders()) {
        begun++;
        open.add(new ArrayDeque<>(script.messages(begun, seeds.split())));
      }
      return !open.isEmpty();
    }

    @Override
    public OutgoingMessage next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int turn = turns.nextInt(open.size());
      OrderEvent event = open.get(turn).remove();
      if (open.get(turn).isEmpty()) {
        // The index has no meaning, so the last one may take it.
        Queue<OrderEvent> last = open.remove(open.size() - 1);
        if (turn < open.size()) {
          open.set(turn, last);
        }
      }
      return new OutgoingMessage.Good(event);
    }
  }
}
