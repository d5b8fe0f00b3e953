package io.skuline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlTextTest {

  @Test
  void aStatementGetsAMarkForEachValue() {
    assertThat(SqlText.marks(1)).isEqualTo("?");
    assertThat(SqlText.marks(3)).isEqualTo("?,?,?");
  }

  @Test
  void textIsCutToItsColumn() {
    assertThat(SqlText.cut("abc", 3)).isEqualTo("abc");
    assertThat(SqlText.cut("abcd", 3)).isEqualTo("abc");
    assertThat(SqlText.cut(null, 3)).isNull();
  }

  /** Above 500, MariaDB may lock rows in another order than that of the primary key. */
  @Test
  void noStatementThatLocksHasMoreThan500Ids() {
    List<Integer> ids = IntStream.range(0, 1001).boxed().toList();
    List<List<Integer>> chunks = SqlText.chunks(ids);
    assertThat(chunks).extracting(List::size).containsExactly(500, 500, 1);
    assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(ids);
    assertThat(SqlText.chunks(List.of())).isEmpty();
  }
}
