package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyTextTest {

  private static final String ORDER =
      "{\"a\":\"x,{\\\"y\",\"lines\":[{\"sku\":\"s\",\"quantity\":-1},{\"n\":1.0e5}]}";

  @Test
  void linesAreBrokenWhereJsonMayHaveThemAndNowhereElse() {
    String text = BodyText.indented(ORDER);

    assertThat(text.lines())
        .startsWith("{", "  \"a\": \"x,{\\\"y\",", "  \"lines\": [", "    {")
        .contains("      \"n\": 1.0e5");
    assertThat(BodyText.indented(text)).isEqualTo(text);
    assertThat(BodyText.indented("no json, at all")).isEqualTo("no json, at all");
  }

  @Test
  void anErrorIsShownAtItsLine() {
    String text = BodyText.indented(ORDER);

    BodyLines wrong = BodyLines.of(text, "lines[0].quantity must be 1 to 1000000, is -1");
    assertThat(wrong.lines().get(wrong.wrong() - 1)).contains("\"quantity\": -1");
    BodyLines missing = BodyLines.of(text, "lines[1].sku is missing");
    assertThat(missing.lines().get(missing.wrong() - 1)).isEqualTo("    {");
    assertThat(BodyLines.of("{\n\"a\": ]", "the body is not valid JSON at line 2").wrong())
        .isEqualTo(2);
    assertThat(BodyLines.of(text, "nothing has this place").wrong()).isZero();
  }

  @Test
  void whatCannotBeSeenIsWrittenAsAnEscape() {
    assertThat(BodyText.visible("a\u001b[1m\u202eb\tc")).isEqualTo("a\\u001b[1m\\u202eb\tc");
  }

  @Test
  void theDifferenceHasWhatWasRemovedAndAdded() {
    LineDiff diff = LineDiff.of("a\nb\nc\nd\ne", "a\nB\nc\nd\ne\nf");

    assertThat(diff.changed()).isEqualTo(2);
    assertThat(diff.lines())
        .extracting(line -> line.sign() + line.text())
        .containsExactly(" a", "-b", "+B", " c", " d", " e", "+f");
    assertThat(LineDiff.of("a", "a").changed()).isZero();
  }
}
