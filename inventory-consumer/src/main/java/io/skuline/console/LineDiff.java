package io.skuline.console;

import java.util.ArrayList;
import java.util.List;

/**
 * How two texts differ, line by line.
 *
 * @param lines the changed lines with some unchanged ones around them
 * @param changed how many lines were added or removed, the larger of the two
 * @param tooLong whether there are too many changed lines to compare
 */
public record LineDiff(List<Line> lines, int changed, boolean tooLong) {

  /** The most lines that are compared with each other. */
  private static final int MOST = 1000;

  private static final int AROUND = 4;

  /**
   * @param sign {@code +}, {@code -} or a space
   * @param number in the text that has the line
   */
  public record Line(char sign, int number, String text) {}

  static LineDiff of(String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    int same = 0;
    while (same < a.size() && same < b.size() && a.get(same).equals(b.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < a.size() - same
        && tail < b.size() - same
        && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
      tail++;
    }
    List<String> removed = a.subList(same, a.size() - tail);
    List<String> added = b.subList(same, b.size() - tail);
    if (removed.size() > MOST || added.size() > MOST) {
      return new LineDiff(List.of(), Math.max(removed.size(), added.size()), true);
    }
    List<Line> lines = new ArrayList<>();
    for (int i = Math.max(0, same - AROUND); i < same; i++) {
      lines.add(new Line(' ', i + 1, BodyText.visible(a.get(i))));
    }
    int[] count = new int[2];
    middle(removed, added, same, lines, count);
    for (int i = b.size() - tail; i < Math.min(b.size(), b.size() - tail + AROUND); i++) {
      lines.add(new Line(' ', i + 1, BodyText.visible(b.get(i))));
    }
    return new LineDiff(lines, Math.max(count[0], count[1]), false);
  }

  /** Adds the changed lines, with as many common ones as possible. */
  private static void middle(
      List<String> a, List<String> b, int offset, List<Line> lines, int[] count) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        lines.add(new Line(' ', offset + j + 1, BodyText.visible(b.get(j))));
        i++;
        j++;
      } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', offset + i + 1, BodyText.visible(a.get(i))));
        i++;
        count[0]++;
      } else {
        lines.add(new Line('+', offset + j + 1, BodyText.visible(b.get(j))));
        j++;
        count[1]++;
      }
    }
  }
}
