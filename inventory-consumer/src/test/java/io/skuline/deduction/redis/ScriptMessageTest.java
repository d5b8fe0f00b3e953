package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptMessageTest {

  @Test
  void argumentsAreAnArrayOfStringsInMessagePack() {
    assertThat(ScriptMessage.pack(new Object[] {"7", "", "a:b"}))
        .isEqualTo(bytes(0xdc, 0, 3, 0xa1, '7', 0xa0, 0xa3, 'a', ':', 'b'));
  }

  @ParameterizedTest
  @CsvSource({"31,bf", "32,da0020", "65535,daffff", "65536,db00010000"})
  void longStringsHaveLongerHeads(int length, String head) {
    byte[] packed = ScriptMessage.pack(new Object[] {"x".repeat(length)});
    assertThat(packed).startsWith(bytes(0xdc, 0, 1)).hasSize(3 + head.length() / 2 + length);
    assertThat(HexFormat.of().formatHex(packed)).startsWith("dc0001" + head + "78");
  }

  @Test
  void thereMayBeMoreArgumentsThanTwoBytesCount() {
    Object[] many = Collections.nCopies(65_536, "").toArray();
    assertThat(ScriptMessage.pack(many)).startsWith(bytes(0xdd, 0, 1, 0, 0, 0xa0)).hasSize(65_541);
  }

  @Test
  void eachLineOfAReplyIsAnAnswer() {
    assertThat(ScriptMessage.answers("C|1|a\nW\n\n".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly("C|1|a", "W", "");
    assertThat(ScriptMessage.answers(new byte[0])).isEmpty();
  }

  private static byte[] bytes(int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int value : values) {
      bytes.write(value);
    }
    return bytes.toByteArray();
  }
}
