package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacedMovesTest {

  private static final Partitions PARTITIONS = Partitions.of("shop", 4);

  @Test
  void whatIsMissingIsKnownByPartition() {
    assertThat(PlacedMoves.missing("C|17|a,2,7,3;b,1,@3;c,4,@1;d,5,@3"))
        .isEqualTo(Map.of(3, Map.of("b", 1, "d", 5), 1, Map.of("c", 4)));
    assertThat(PlacedMoves.missing("A|17|b,1,@3|L")).isEqualTo(Map.of(3, Map.of("b", 1)));
  }

  @Test
  void nothingIsMissingOfACompleteAnswer() {
    assertThat(PlacedMoves.missing("C|17|a,2,7,3;b,1,0,9,@3")).isEmpty();
    assertThat(PlacedMoves.missing("R|17|O|a,2,1")).isEmpty();
    assertThat(PlacedMoves.missing("W")).isEmpty();
  }

  @Test
  void anAnswerIsCompletedInTheOrderOfItsLines() {
    Map<String, String> moved = PlacedMoves.bySku("b,1,0,9;c,4,6,2");
    assertThat(PlacedMoves.complete("C|17|b,1,@3;a,2,7,3;c,4,@1", moved))
        .isEqualTo("C|17|b,1,0,9;a,2,7,3;c,4,6,2");
    assertThat(PlacedMoves.complete("A|17|b,1,@3|L", moved)).isEqualTo("A|17|b,1,0,9|L");
    assertThat(PlacedMoves.complete("R|17|O|a,2,1", Map.of())).isEqualTo("R|17|O|a,2,1");
  }

  @Test
  void numbersThatAreKnownStayAndTheirMarksGo() {
    assertThat(PlacedMoves.complete("C|17|a,2,7,3;b,1,0,9,@3", Map.of()))
        .isEqualTo("C|17|a,2,7,3;b,1,0,9");
  }

  @Test
  void onlyWhatIsElsewhereIsMarkedAndOnlyInConfirmations() {
    int home = PARTITIONS.of("a");
    int place = PARTITIONS.of("b");
    assertThat(home).isNotEqualTo(place);
    assertThat(PlacedMoves.mark("C|17|a,2,7,3;b,1,0,9", PARTITIONS, home))
        .isEqualTo("C|17|a,2,7,3;b,1,0,9,@" + place);
    assertThat(PlacedMoves.mark("A|17|b,1,0,9", PARTITIONS, home)).isEqualTo("A|17|b,1,0,9");
  }
}
