package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSearchTest {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROWS = 4;
  private static final String FIRST = orderOfRow(2, 0);
  private static final String ROW = SkuBuckets.id("tv", 2);

  private final FakeUnits units = new FakeUnits();

  @Test
  void theFirstOrderChoosesTheRowForAllOfTheBatch() {
    units.put(ROW, 3);
    RowSearch search = search(order(FIRST, "tv"), order(orderOfRow(1, 0), "tv", "radio"));
    assertThat(search.chosen().bySku()).containsOnly(Map.entry("tv", ROW));
    assertThat(search.chosen().of("tv")).isEqualTo(ROW);
    assertThat(search.chosen().of("radio")).as("not hot").isEqualTo("radio");
  }

  @Test
  void aRowWithTooLittleForTheBatchIsNotChosen() {
    units.put(ROW, 1);
    assertThat(search(order(FIRST, "tv")).chosen().of("tv")).isEqualTo(ROW);
    assertThat(search(order(FIRST, "tv"), order("o", "tv")).chosen().of("tv")).isEqualTo("tv");
    units.put(ROW, 0);
    assertThat(search(order(FIRST, "tv")).chosen().of("tv")).isEqualTo("tv");
  }

  @Test
  void theBaseIsOneOfTheRows() {
    units.put("tv", 100);
    assertThat(search(order(orderOfRow(0, 0), "tv")).chosen()).isEqualTo(ChosenRows.BASES);
    assertThat(search(order(FIRST, "tv")).chosen().bySku()).as("no such row").isEmpty();
  }

  @Test
  void whatIsNotHotIsNotLookedUp() {
    assertThat(search(order(FIRST, "radio")).chosen()).isEqualTo(ChosenRows.BASES);
    assertThat(units.calls).isEmpty();
  }

  @Test
  void aRowThatHadTooLittleAfterAllIsLeftForTheBase() {
    units.put(ROW, 3);
    OrderCreated order = order(FIRST, "tv");
    RowSearch search = search(order);
    search.resolve(UnitsElsewhereException.atBase(order.operation(), Set.of("tv")));
    assertThat(search.chosen().of("tv")).isEqualTo("tv");
    assertThat(units.calls).isEmpty();
  }

  @Test
  void unitsAreCollectedAndRowsAreMarkedBeforeTheNextTry() {
    OrderCreated order = order(FIRST, "tv");
    RowSearch search = search(order);
    search.resolve(UnitsElsewhereException.inOtherRows(order.operation(), Set.of("tv")));
    search.resolve(UnitsElsewhereException.unknownToBase(order.operation(), Map.of("tv", 3)));
    assertThat(units.calls).containsExactly("collect tv", "mark tv 3");
  }

  @Test
  void somebodyElseMayHaveCollectedThem() {
    units.moved = false;
    OrderCreated order = order(FIRST, "tv");
    search(order).resolve(UnitsElsewhereException.inOtherRows(order.operation(), Set.of("tv")));
    assertThat(units.calls).containsExactly("collect tv");
  }

  @Test
  void anEventWhoseUnitsAreInQuarantineIsSetAside() {
    units.moved = false;
    units.left.add(ROW);
    OrderCreated held = order(FIRST, "tv");
    List<OrderEvent> batch = List.of(order("other", "radio"), held, order("free", "tv"));
    RowSearch search = new RowSearch(Set.of("tv"), ROWS, units, List.of(held), batch);
    QuarantinedException refused =
        catchThrowableOfType(
            QuarantinedException.class,
            () ->
                search.resolve(
                    UnitsElsewhereException.inOtherRows(held.operation(), Set.of("tv"))));
    assertThat(refused.events()).containsExactly(1);
    assertThat(refused.heldBy(1)).containsExactly(ROW);
  }

  @Test
  void whatOtherRowsGaveIsTriedBeforeAnythingIsSetAside() {
    units.left.add(ROW);
    OrderCreated order = order(FIRST, "tv");
    search(order).resolve(UnitsElsewhereException.inOtherRows(order.operation(), Set.of("tv")));
    assertThat(units.calls).containsExactly("collect tv");
  }

  @Test
  void unitsThatMoveAllTheTimeAreNotFollowedForEver() {
    OrderCreated order = order(FIRST, "tv");
    RowSearch search = search(order);
    UnitsElsewhereException missing =
        UnitsElsewhereException.inOtherRows(order.operation(), Set.of("tv"));
    IntStream.range(0, 10).forEach(time -> search.resolve(missing));
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> search.resolve(missing));
    assertThat(units.calls).hasSize(10);
  }

  private RowSearch search(OrderEvent... events) {
    List<OrderEvent> batch = List.of(events);
    return new RowSearch(Set.of("tv"), ROWS, units, batch, batch);
  }

  private static OrderCreated order(String id, String... skus) {
    return new OrderCreated(
        id, CREATED, List.of(skus).stream().map(sku -> new OrderLine(sku, 1)).toList());
  }

  /** Returns the id of an order that chooses this row. */
  private static String orderOfRow(int row, int from) {
    int number = from;
    while (SpreadGroups.number("o-" + number) % ROWS != row) {
      number++;
    }
    return "o-" + number;
  }

  private static final class FakeUnits implements MovableUnits {

    private final Map<String, StockLevel> levels = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final TreeSet<String> left = new TreeSet<>();
    private boolean moved = true;

    void put(String row, long units) {
      levels.put(row, new StockLevel(units, 1));
    }

    @Override
    public Map<String, StockLevel> levels(List<String> stockIds) {
      Map<String, StockLevel> found = new HashMap<>(levels);
      found.keySet().retainAll(stockIds);
      return found;
    }

    @Override
    public void mark(String sku, int rows) {
      calls.add("mark " + sku + " " + rows);
    }

    @Override
    public Collected collect(String sku) {
      calls.add("collect " + sku);
      return new Collected(moved, left);
    }
  }
}
