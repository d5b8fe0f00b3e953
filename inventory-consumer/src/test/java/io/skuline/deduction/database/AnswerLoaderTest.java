package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads rows of the Redis engine's ledger, after a change of engine. */
class AnswerLoaderTest {

  private static Movement row(char kind, String operation, String sku, long decidedAt) {
    return new Movement("o", MovementKind.of(kind), operation, sku, -1, 5, 17, 0, 1, decidedAt, 0);
  }

  @Test
  void withoutAnomaliesEverythingCounts() {
    List<Movement> rows = List.of(row('D', "", "a", 1), row('X', "", "a", 2));
    assertThat(AnswerLoader.firstAnswers(rows)).isEqualTo(rows);
  }

  @Test
  void aSecondAnswerDoesNotCount() {
    List<Movement> rows = List.of(row('A', "D#17", "b", 2), row('D', "", "a", 1));
    assertThat(AnswerLoader.firstAnswers(rows)).containsExactly(row('D', "", "a", 1));
  }

  /** Otherwise the event would be decided again. */
  @Test
  void anAnomalyThatIsAllThereIsCountsAsWhatItWasPublishedAs() {
    assertThat(
            AnswerLoader.firstAnswers(
                List.of(
                    row('A', "D#17", "a", 1),
                    row('A', "D#18", "b", 1),
                    row('A', "R#19:ret:1", "a", 3))))
        .containsExactlyInAnyOrder(
            row('D', "", "a", 1), row('D', "", "b", 1), row('R', "ret:1", "a", 3));
  }

  @Test
  void ofSeveralTheFirstCounts() {
    assertThat(
            AnswerLoader.firstAnswers(List.of(row('A', "D#18", "a", 9), row('A', "D#17", "b", 4))))
        .containsExactly(row('D', "", "b", 4));
  }
}
