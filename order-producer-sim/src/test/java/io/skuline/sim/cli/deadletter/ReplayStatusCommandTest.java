package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import org.junit.jupiter.api.Test;

class ReplayStatusCommandTest extends ThreeDeadLetters {

  @Test
  void stopsARun() {
    deadLetters.replays().hold();
    assertThat(run("replay", "17", "--no-wait")).isEqualTo(ExitCode.OK);
    assertThat(run("run", "5", "--stop")).isEqualTo(ExitCode.OK);
    assertThat(run("run", "5")).isEqualTo(ExitCode.VIOLATION);
    assertThat(asked()).contains("DELETE /dead-letters/replays/5");
    assertThat(cli.out()).contains("run 5: stopped").containsPattern("open +1");
  }

  @Test
  void watchesARunThatIsGoingOn() {
    assertThat(run("replay", "17", "--no-wait") + run("run", "5")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("run 5: done");
  }
}
