package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import org.junit.jupiter.api.Test;

class ShowDeadLetterCommandTest extends ThreeDeadLetters {

  @Test
  void showsEverythingOfALetter() {
    deadLetters.park(17, "order-17", BROKEN).put("editedBody", CORRECTED).put("edited", true);
    assertThat(run("show", "17")).isEqualTo(ExitCode.OK);
    assertThat(cli.out())
        .contains("Dead letter 17, PARKED", "lines is missing", "ce_source", "| " + BROKEN)
        .contains("Corrected body", "| " + CORRECTED);
    assertThat(run("show", "17", "--format", "json")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("\"bodyBase64\"");
  }

  @Test
  void aBodyThatIsNoText() {
    deadLetters.park(20, "order-20", "").putNull("body");
    assertThat(run("show", "20")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("not UTF-8");
  }
}
