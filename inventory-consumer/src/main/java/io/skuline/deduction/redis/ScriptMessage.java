package io.skuline.deduction.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the decision script as one message, and its answers, which are one text. A call
 * of a full batch would have a thousand arguments otherwise, and each costs the client as much as
 * the parsing of an order.
 *
 * <p>The arguments are an array of strings in MessagePack, which the script unpacks with the {@code
 * cmsgpack} of Redis.
 */
final class ScriptMessage {

  private static final int SHORT_ARRAY = 0xdc;
  private static final int LONG_ARRAY = 0xdd;
  private static final int SHORTEST_STRING = 0xa0;
  private static final int SHORT_STRING = 0xda;
  private static final int LONG_STRING = 0xdb;

  /** A string longer than this many bytes has its length in bytes of its own. */
  private static final int SHORTEST = 31;

  /** The most that two bytes count. */
  private static final int TWO_BYTES = 0xffff;

  private static final int USUAL_ARGUMENT = 24;

  private byte[] bytes;
  private int length;

  private ScriptMessage(int size) {
    bytes = new byte[size];
  }

  /**
   * Packs arguments.
   *
   * @param arguments strings
   */
  static byte[] pack(Object[] arguments) {
    ScriptMessage message = new ScriptMessage(USUAL_ARGUMENT * (arguments.length + 1));
    message.head(arguments.length <= TWO_BYTES ? SHORT_ARRAY : LONG_ARRAY, arguments.length);
    for (Object argument : arguments) {
      message.add((String) argument);
    }
    byte[] packed = new byte[message.length];
    System.arraycopy(message.bytes, 0, packed, 0, message.length);
    return packed;
  }

  private void add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= SHORTEST) {
      reserve(1);
      bytes[length++] = (byte) (SHORTEST_STRING | utf8.length);
    } else {
      head(utf8.length <= TWO_BYTES ? SHORT_STRING : LONG_STRING, utf8.length);
    }
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  /** Adds a type and a number of elements or bytes, which has two bytes or four. */
  private void head(int type, int count) {
    reserve(5);
    bytes[length++] = (byte) type;
    if (type == LONG_ARRAY || type == LONG_STRING) {
      bytes[length++] = (byte) (count >>> 24);
      bytes[length++] = (byte) (count >>> 16);
    }
    bytes[length++] = (byte) (count >>> 8);
    bytes[length++] = (byte) count;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      byte[] larger = new byte[2 * bytes.length + more];
      System.arraycopy(bytes, 0, larger, 0, length);
      bytes = larger;
    }
  }

  /**
   * Returns the answers in a reply.
   *
   * @param reply lines; empty if there are no answers
   */
  static List<String> answers(byte[] reply) {
    List<String> answers = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < reply.length; at++) {
      if (reply[at] == '\n') {
        answers.add(new String(reply, from, at - from, StandardCharsets.UTF_8));
        from = at + 1;
      }
    }
    return answers;
  }
}
