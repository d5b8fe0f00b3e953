package io.skuline.deduction.database;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionEngineContract;
import io.skuline.deduction.SettableClock;
import io.skuline.event.StockLevel;
import io.skuline.store.shard.SlotMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The database engine gives the model's answers over three shards, too. */
class ShardedEngineContractIT extends DeductionEngineContract {

  private static final SlotMap LAYOUT = SlotMap.of(List.of("0-600", "601-800", "801-1023"));

  private static List<TestDatabase> shards = List.of();

  @BeforeContainer
  static void open() {
    shards =
        List.of(
            TestDatabase.create("shard_contract_0"),
            TestDatabase.create("shard_contract_1"),
            TestDatabase.create("shard_contract_2"));
  }

  @AfterContainer
  static void close() {
    shards.forEach(TestDatabase::close);
  }

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    shards.forEach(TestDatabase::clear);
    Databases databases =
        new Databases(LAYOUT, shards.stream().map(TestDatabase::dataSource).toList());
    return new DatabaseDeductionEngine(databases, PreCheck.NONE, clock);
  }

  @Override
  protected Map<String, StockLevel> stock() {
    Map<String, StockLevel> all = new HashMap<>();
    shards.forEach(shard -> all.putAll(shard.stock()));
    return all;
  }

  @Example
  void anOrderIsItsIdOnEveryDay() {
    requireThatAnOrderIsItsIdOnEveryDay();
  }
}
