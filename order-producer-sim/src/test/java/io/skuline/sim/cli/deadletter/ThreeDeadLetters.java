package io.skuline.sim.cli.deadletter;

import io.skuline.sim.FakeDeadLetters;
import io.skuline.sim.FakeDeadLetters.Request;
import io.skuline.sim.cli.FakeTerminal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A terminal in front of a service that has three dead letters: 17 and 19, and 18, replayed. */
abstract class ThreeDeadLetters {

  static final String BROKEN = "{\"type\":\"OrderCreated\",\"orderId\":\"order-17\"}";
  static final String CORRECTED = "{\"orderId\":\"order-17\",\"lines\":[]}";

  @RegisterExtension final FakeTerminal cli = new FakeTerminal();
  final FakeDeadLetters deadLetters = cli.skuline().deadLetters();

  @BeforeEach
  void threeDeadLetters() {
    cli.set("SKULINE_CONSOLE_PASSWORD", "secret");
    deadLetters.park(17, "order-17", BROKEN);
    deadLetters.park(18, "order-18", "{}").put("state", "REPLAYED");
    deadLetters.park(19, "order-19", "{}").put("reason", "INVALID_FIELD");
  }

  /** Runs {@code dead-letters} with these arguments. */
  int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "dead-letters";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cli.run(all);
  }

  /** Returns methods and paths of the requests so far. */
  List<String> asked() {
    return deadLetters.requests().stream().map(Request::line).toList();
  }

  /** Returns the bodies of the requests with this method and path. */
  List<String> bodies(String line) {
    return deadLetters.requests().stream()
        .filter(request -> request.line().equals(line))
        .map(Request::body)
        .toList();
  }
}
