package io.skuline.console;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.json.JsonMapper;

/** Shows JSON as people read it, also where it is none. */
final class BodyText {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String STEP = "  ";

  private BodyText() {}

  /**
   * Returns a text of one line with line breaks where JSON may have them, and nothing else changed;
   * a text of more lines as it is.
   */
  static String indented(String text) {
    String lines = text.replace("\r\n", "\n").strip();
    if (lines.indexOf('\n') >= 0 || !(lines.startsWith("{") || lines.startsWith("["))) {
      return lines;
    }
    StringBuilder out = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      if (quoted) {
        out.append(c);
        if (c == '\\' && i + 1 < lines.length()) {
          out.append(lines.charAt(++i));
        }
        quoted = c != '"';
      } else if (c == '{' || c == '[') {
        out.append(c);
        depth++;
        newLine(out, depth);
      } else if (c == '}' || c == ']') {
        depth = Math.max(0, depth - 1);
        newLine(out, depth);
        out.append(c);
      } else if (c == ',') {
        out.append(c);
        newLine(out, depth);
      } else if (c == ':') {
        out.append(": ");
      } else if (!Character.isWhitespace(c)) {
        out.append(c);
        quoted = c == '"';
      }
    }
    return out.toString();
  }

  private static void newLine(StringBuilder out, int depth) {
    out.append('\n').append(STEP.repeat(Math.min(depth, 64)));
  }

  /** Returns the line in which the value of a path ends, from 1; 0 if there is no such path. */
  static int lineOf(String json, String path) {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        boolean value = token.isScalarValue() || token.isStructStart();
        if (value && path.equals(path(parser.streamReadContext(), token.isStructStart()))) {
          return parser.currentTokenLocation().getLineNr();
        }
        token = parser.nextToken();
      }
    } catch (JacksonException e) {
      // What is no JSON has no paths.
      return 0;
    }
    return 0;
  }

  private static String path(TokenStreamContext context, boolean begins) {
    StringBuilder path = new StringBuilder();
    TokenStreamContext each = begins ? context.getParent() : context;
    while (each != null && !each.inRoot()) {
      String step =
          each.inArray() ? "[" + each.getCurrentIndex() + "]" : String.valueOf(each.currentName());
      boolean dot = !path.isEmpty() && path.charAt(0) != '[';
      path.insert(0, dot ? step + "." : step);
      each = each.getParent();
    }
    return path.toString();
  }

  /** Returns the text with every character that one does not see written as an escape. */
  static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean hidden =
                  (type == Character.CONTROL && c != '\t' && c != '\n')
                      || type == Character.FORMAT
                      || type == Character.SURROGATE;
              if (hidden) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
