package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntakePropertiesTest {

  @Test
  void lanesAreOnePerProcessorWithinBoundsUnlessTheyAreSet() {
    assertThat(IntakeProperties.lanesFor(1)).isEqualTo(2);
    assertThat(IntakeProperties.lanesFor(6)).isEqualTo(6);
    assertThat(IntakeProperties.lanesFor(64)).isEqualTo(16);
    assertThat(withLanes(0).lanes()).isBetween(2, 16);
    assertThat(withLanes(64).lanes()).isEqualTo(64);
  }

  @Test
  void lanesOutOfBoundsAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withLanes(65))
        .withMessage("skuline.intake.lanes must be 0 to 64, is 65");
  }

  @Test
  void allLanesTogetherHaveSixteenReceivesUnderWayUnlessTheyAreSet() {
    assertThat(IntakeProperties.receivesFor(2)).isEqualTo(8);
    assertThat(IntakeProperties.receivesFor(16)).isEqualTo(1);
    assertThat(IntakeProperties.receivesFor(64)).isEqualTo(1);
    assertThat(withLanes(2).receives()).isEqualTo(8);
  }

  @Test
  void receivesOutOfBoundsAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new IntakeProperties(
                    true, 0, 65, 32, Duration.ofSeconds(30), 5, Duration.ofSeconds(2)))
        .withMessage("skuline.intake.receives must be 0 to 64, is 65");
  }

  private static IntakeProperties withLanes(int lanes) {
    return new IntakeProperties(
        true, lanes, 0, 32, Duration.ofSeconds(30), 5, Duration.ofSeconds(2));
  }
}
