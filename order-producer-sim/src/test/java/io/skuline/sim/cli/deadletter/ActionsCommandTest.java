package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import org.junit.jupiter.api.Test;

class ActionsCommandTest extends ThreeDeadLetters {

  @Test
  void tellsWhoDidWhat() {
    assertThat(run("replay", "17", "19")).isEqualTo(ExitCode.OK);
    assertThat(run("actions", "--letter", "17")).isEqualTo(ExitCode.OK);
    assertThat(asked()).contains("GET /dead-letters/actions?letter=17&limit=1000");
    assertThat(cli.out())
        .containsPattern("2026-11-24T09:00:00Z +operator +REPLAY +letter 17 +STARTED");
  }
}
