package io.skuline.sim.file;

/** Formats text of a file for a message: short, quoted, and with every character visible. */
final class Shown {

  private static final int MAX_CHARACTERS = 40;

  private Shown() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints().limit(MAX_CHARACTERS).forEach(character -> append(shown, character));
    boolean all = text.codePointCount(0, text.length()) <= MAX_CHARACTERS;
    return shown.append(all ? "" : "...").append('"').toString();
  }

  private static void append(StringBuilder shown, int character) {
    boolean visible =
        character == ' '
            || switch (Character.getType(character)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.SURROGATE,
                  Character.UNASSIGNED,
                  Character.PRIVATE_USE,
                  Character.SPACE_SEPARATOR,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR ->
                  false;
              default -> true;
            };
    if (visible) {
      shown.appendCodePoint(character);
    } else {
      shown.append("<U+").append(Integer.toHexString(0x10000 | character).substring(1)).append('>');
    }
  }
}
