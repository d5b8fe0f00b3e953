package io.skuline.console;

/**
 * Something that needs attention.
 *
 * @param tone {@code bad}, {@code warn} or {@code info}
 * @param icon the name of a symbol of {@code icons.jte}, without {@code i-}
 * @param title what there is, in a sentence without its full stop
 * @param text what it means, and what to do
 * @param link the page where it is mended; empty if there is none
 */
public record Concern(String tone, String icon, String title, String text, String link) {

  /** Returns the word for the tone, for readers who see no colour. */
  public String toneWord() {
    return switch (tone) {
      case "bad" -> "Act now";
      case "warn" -> "Waits for you";
      default -> "To know";
    };
  }
}
