package io.skuline.console;

import io.skuline.deadletter.DeadLetterSummary;
import io.skuline.deadletter.OperatorAction;
import java.util.ArrayList;
import java.util.List;

/** Tells of a dead letter in words. */
final class LetterStory {

  private LetterStory() {}

  static List<StoryEvent> of(DeadLetterSummary letter, List<OperatorAction> actions) {
    List<StoryEvent> story = new ArrayList<>();
    String what = letter.tag() == null ? "A message" : letter.tag();
    story.add(
        new StoryEvent(
            letter.firstSeen(),
            "warn",
            "tray",
            what + " was set aside",
            letter.reason(),
            letter.error(),
            "",
            letter.id()));
    for (OperatorAction action : actions) {
      story.add(of(letter, action));
    }
    return story;
  }

  private static StoryEvent of(DeadLetterSummary letter, OperatorAction action) {
    String by = action.who().isEmpty() ? "" : " by " + action.who();
    return switch (action.verb()) {
      case EDIT -> event(letter, action, "info", "edit", "Body corrected" + by);
      case DISCARD -> event(letter, action, "", "slash", "Discarded" + by);
      case IMPORT -> event(letter, action, "info", "inbox", "Imported" + by);
      case STOP -> event(letter, action, "", "stop", "Replay stopped" + by);
      case REPLAY ->
          switch (action.outcome()) {
            case "PARKED_AGAIN" ->
                event(letter, action, "warn", "tray", "Replayed and set aside again" + by);
            case "REFUSED" -> event(letter, action, "warn", "minus", "Not replayed" + by);
            default -> event(letter, action, "info", "replay", "Replayed" + by);
          };
    };
  }

  private static StoryEvent event(
      DeadLetterSummary letter, OperatorAction action, String tone, String icon, String title) {
    return new StoryEvent(
        action.at(), tone, icon, title, action.outcome(), action.detail(), "", letter.id());
  }
}
