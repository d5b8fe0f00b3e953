package io.skuline.sim.workload;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Publishes many orders with their follow-ups. {@value #OPEN_STORIES} orders are open at a time, so
 * the messages of one order come between the messages of others, in their own order.
 */
final class InterleavedScenario implements Scenario {

  static final int OPEN_STORIES = 64;

  private final OrderGenerator generator;
  private final OrderScript plot;

  InterleavedScenario(OrderGenerator generator, OrderScript plot) {
    this.generator = generator;
    this.plot = plot;
  }

  @Override
  public List<StockAdjusted> opening() {
    return generator.opening();
  }

  @Override
  public long size() {
    SplittableRandom seeds = new SplittableRandom(generator.demand().seed());
    long size = 0;
    for (int i = 1; i <= generator.demand().orders(); i++) {
      size +=
          plot.story(i, seeds.split()).stream()
              .map(event -> event.getClass().getSimpleName() + " " + event.eventId())
              .distinct()
              .count();
    }
    return size;
  }

  @Override
  public Iterator<OutgoingMessage> parcels() {
    return new Interleaved();
  }

  private final class Interleaved implements Iterator<OutgoingMessage> {

    private final SplittableRandom seeds = new SplittableRandom(generator.demand().seed());
    private final SplittableRandom turns = new SplittableRandom(~generator.demand().seed());
    private final List<Queue<OrderEvent>> open = new ArrayList<>(OPEN_STORIES);
    private int begun;

    @Override
    public boolean hasNext() {
      while (open.size() < OPEN_STORIES && begun < generator.demand().orders()) {
        begun++;
        open.add(new ArrayDeque<>(plot.story(begun, seeds.split())));
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
        // The index has no meaning, so the last story may take it.
        Queue<OrderEvent> last = open.remove(open.size() - 1);
        if (turn < open.size()) {
          open.set(turn, last);
        }
      }
      return new OutgoingMessage.Good(event);
    }
  }
}
