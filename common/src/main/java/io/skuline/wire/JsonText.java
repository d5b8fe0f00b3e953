package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import io.skuline.event.InvalidEventException.Code;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Describes places in a body as its reader sees them: positions count whole characters, from 1. */
final class JsonText {

  private static final int SHOWN_BYTES = 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final int MAX_SHOWN = 40;

  private JsonText() {}

  /**
   * Checks that the body is UTF-8. The parser would also read UTF-16 and UTF-32, and it accepts
   * some broken UTF-8.
   */
  static void requireUtf8(byte[] body) {
    boolean ascii = true;
    for (byte b : body) {
      if (b == 0) {
        throw malformed("the body must be UTF-8 text, has a zero byte; UTF-16 is not read");
      }
      ascii &= b > 0;
    }
    if (ascii) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(body.length), true);
    if (result.isError()) {
      throw malformed(
          "the body must be UTF-8 text, has the byte 0x%02X at %s"
              .formatted(bytes.get(bytes.position()), position(body, bytes.position())));
    }
  }

  /** Returns an error that shows the text at the place where the body stops being JSON. */
  static InvalidEventException notJson(byte[] body, int offset) {
    if (offset < 0 || offset >= body.length) {
      return malformed("the body is not valid JSON: it ends too soon");
    }
    int begin = Math.max(0, offset - 1);
    String there =
        new String(body, begin, Math.min(body.length - begin, SHOWN_BYTES), StandardCharsets.UTF_8);
    return malformed(
        "the body is not valid JSON at %s, near: %s"
            .formatted(position(body, offset), shown(there)));
  }

  /** Returns the column, with the line if the text has several. */
  static String position(byte[] body, int offset) {
    int end = Math.max(0, Math.min(offset, body.length));
    String head = new String(body, 0, end, StandardCharsets.UTF_8);
    if (head.startsWith(BYTE_ORDER_MARK)) {
      head = head.substring(BYTE_ORDER_MARK.length());
    }
    int lineStart = head.lastIndexOf('\n') + 1;
    String column = "column " + (head.codePointCount(lineStart, head.length()) + 1);
    if (!new String(body, StandardCharsets.UTF_8).strip().contains("\n")) {
      return column;
    }
    long line = 1 + head.chars().filter(c -> c == '\n').count();
    return "line " + line + ", " + column;
  }

  static InvalidEventException malformed(String problem) {
    return new InvalidEventException(Code.MALFORMED_JSON, "", problem);
  }

  /** At most {@value #MAX_SHOWN} characters of a foreign text, without control characters. */
  static String shown(String text) {
    String head = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    return head.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
