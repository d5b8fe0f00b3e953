package io.skuline.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What instances tell each other, without a database. */
final class SamplesInMemory implements SampleExchange {

  private final List<Told> all = new ArrayList<>();
  private boolean away;

  synchronized void beAway(boolean now) {
    away = now;
  }

  @Override
  public synchronized void tell(Told told) {
    reach();
    all.add(told);
  }

  @Override
  public synchronized List<Told> since(long second) {
    reach();
    return all.stream()
        .filter(each -> each.sample().second() >= second)
        .sorted(Comparator.comparing(each -> each.sample().second()))
        .toList();
  }

  @Override
  public synchronized void forget(long second) {
    reach();
    all.removeIf(each -> each.sample().second() < second);
  }

  private void reach() {
    if (away) {
      throw new IllegalStateException("The database is away");
    }
  }
}
