package io.skuline.deadletter;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tables of dead letters in the database of the shared stack, empty before each test. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeadLetterTablesFixture {

  DeadLetterTables tables;

  @BeforeAll
  void open(Stack stack) {
    tables = DeadLetterTables.on(stack);
  }

  @AfterAll
  void close() {
    tables.close();
  }

  @BeforeEach
  void clear() {
    tables.clear();
  }
}
