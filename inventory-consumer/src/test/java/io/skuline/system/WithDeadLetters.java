package io.skuline.system;

import io.skuline.setup.NeededGroup;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One service with all dead letters, an operator, and senders of messages to it.
 *
 * @param <S> how the service runs
 */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithDeadLetters<S extends RunningService> {

  Installation installation;
  S service;
  Operator operator;
  Shop shop;
  RawBroker raw;

  @BeforeAll
  void open(Stack stack) throws Exception {
    installation = Installation.on(stack);
    stack.createGroup(new NeededGroup(installation.group("billing"), false, 1));
    shop = new Shop(installation);
    raw = new RawBroker(installation);
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_DEADLETTERS_GROUPS", installation.group("billing"));
    settings.put("SKULINE_DEADLETTERS_LOOKAGAIN", "5s");
    settings.put("SKULINE_DEADLETTERS_SENDAGAIN", "10s");
    service = start(settings);
    operator = new Operator(service);
  }

  /** Starts the service and waits until it is ready. */
  abstract S start(Map<String, String> settings);

  @AfterAll
  void close() throws Exception {
    shop.close();
    raw.close();
    service.close();
  }
}
