package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiscardCommandTest extends ThreeDeadLetters {

  @Test
  void discardsWithAReason() {
    assertThat(run("discard", "17", "18", "--reason", "a test order")).isEqualTo(1);
    assertThat(run("discard", "--letter-reason=INVALID_FIELD", "--reason=old")).isZero();
    assertThat(bodies("POST /dead-letters/discards"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("{\"ids\":[17,18],\"reason\":\"a test order\"}"),
            second ->
                assertThat(second)
                    .contains("\"state\":\"PARKED\"", "\"reason\":\"INVALID_FIELD\"")
                    .endsWith("},\"reason\":\"old\"}"));
    assertThat(cli.out()).containsPattern("1 dead letters discarded.\n1 dead letters discarded.");
    assertThat(cli.err()).contains("1 of the dead letters cannot be discarded");
  }
}
