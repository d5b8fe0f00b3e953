package io.skuline.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinePartsTest {

  @Test
  void partsEndWithLinesAndLoseNothing() throws Exception {
    LineParts parts = parts("a\nbb\n\nccc\nd");
    assertThat(parts.next()).asString().isEqualTo("a\nbb\n");
    assertThat(parts.firstLine()).isEqualTo(1);
    assertThat(parts.next()).asString().isEqualTo("\nccc\n");
    assertThat(parts.firstLine()).isEqualTo(3);
    assertThat(parts.next()).asString().isEqualTo("d");
    assertThat(parts.firstLine()).isEqualTo(5);
    assertThat(parts.next()).isNull();
    assertThat(parts("").next()).isNull();
  }

  @Test
  void aLineIsBounded() throws Exception {
    LineParts parts = parts("aaa\nbbbbbbbbb\n");
    parts.next();
    assertThatThrownBy(parts::next)
        .isInstanceOf(LineException.class)
        .hasMessageContaining("line 2: is longer than the 8 bytes");
  }

  private static LineParts parts(String text) throws Exception {
    return new LineParts(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 4, 8);
  }
}
