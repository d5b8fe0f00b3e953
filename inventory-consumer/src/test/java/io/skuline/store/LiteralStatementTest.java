package io.skuline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralStatementTest {

  private static final LiteralStatement INSERT = new LiteralStatement("VALUES ", " END");

  @Test
  void valuesAreWrittenIntoTheText() {
    assertThat(
            INSERT.sql(
                List.of("a", "b"), (row, id) -> row.add(id).add('D').add(-7).add("").addNull()))
        .isEqualTo("VALUES ('a','D',-7,'',NULL),('b','D',-7,'',NULL) END");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web:2026.11_27-7", "AZaz09", "R#17:ret-1"})
  void idsAreQuoted(String id) {
    assertThat(literal(id)).isEqualTo("'" + id + "'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"',27", "\\,5c", "a'b,612762", "{,7b", "é,c3a9", "/*,2f2a", ";,3b", "!7,2137"})
  void everythingElseIsWrittenInDigits(String text, String digits) {
    assertThat(literal(text)).isEqualTo("_utf8mb4 X'" + digits + "'");
  }

  private static String literal(String text) {
    String sql = INSERT.sql(List.of(text), LiteralStatement.Row::add);
    return sql.substring("VALUES (".length(), sql.length() - ") END".length());
  }
}
