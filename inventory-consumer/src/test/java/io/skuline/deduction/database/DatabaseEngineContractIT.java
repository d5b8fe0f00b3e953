package io.skuline.deduction.database;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionEngineContract;
import io.skuline.deduction.SettableClock;
import io.skuline.event.StockLevel;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The database engine gives the model's answers. */
class DatabaseEngineContractIT extends DeductionEngineContract {

  private static TestDatabase database;

  @BeforeContainer
  static void open() {
    database = TestDatabase.create("deduction_contract");
  }

  @AfterContainer
  static void close() {
    database.close();
  }

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    database.clear();
    return new DatabaseDeductionEngine(
        Databases.single(database.dataSource()), PreCheck.NONE, clock);
  }

  @Override
  protected Map<String, StockLevel> stock() {
    return database.stock();
  }

  @Example
  void anOrderIsItsIdOnEveryDay() {
    requireThatAnOrderIsItsIdOnEveryDay();
  }
}
