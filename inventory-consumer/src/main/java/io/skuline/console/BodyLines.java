package io.skuline.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body, line by line, with an error at its place.
 *
 * @param wrong the number of the line with the error, from 1; 0 if it has no place
 */
public record BodyLines(List<String> lines, int wrong, String error) {

  private static final Pattern LINE = Pattern.compile("\\bline (\\d{1,6})\\b");
  private static final Pattern PATH = Pattern.compile("^([A-Za-z][A-Za-z0-9_.\\[\\]]*) ");

  /**
   * @param error begins with the path of a field, or names a line; else it has no place
   */
  static BodyLines of(String text, String error) {
    List<String> lines = text.lines().map(BodyText::visible).toList();
    return new BodyLines(lines, place(text, error, lines.size()), BodyText.visible(error));
  }

  private static int place(String text, String error, int lines) {
    Matcher path = PATH.matcher(error);
    String field = path.find() ? path.group(1) : "";
    while (!field.isEmpty()) {
      int found = BodyText.lineOf(text, field);
      if (found > 0) {
        return found;
      }
      // A field that is missing has its place where it should be.
      field = field.substring(0, Math.max(0, field.lastIndexOf('.')));
    }
    Matcher line = LINE.matcher(error);
    int named = line.find() ? Integer.parseInt(line.group(1)) : 0;
    return named <= lines ? named : 0;
  }
}
