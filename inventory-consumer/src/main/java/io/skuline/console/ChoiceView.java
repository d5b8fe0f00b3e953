package io.skuline.console;

import io.skuline.deadletter.DeadLetterOperations.Forecast;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is asked before dead letters are replayed or discarded.
 *
 * @param letters how many are chosen
 * @param forecasts what a replay of the first of them would do
 * @param again whether those are replayed, too, that were replayed or discarded before
 * @param typed the rate or the reason as it was typed; null for nothing
 * @param problem why the answer was not accepted; empty for nothing
 */
public record ChoiceView(
    LetterChoice choice,
    long letters,
    List<Forecast> forecasts,
    boolean again,
    @Nullable String typed,
    String problem) {

  /** Returns how many of those that were looked at would be sent. */
  public long sent() {
    return forecasts.stream().filter(Forecast::wouldReplay).count();
  }

  /** Returns those that would not be sent. */
  public List<Forecast> refused() {
    return forecasts.stream().filter(each -> !each.wouldReplay()).toList();
  }

  /** Tells whether all that are chosen were looked at. */
  public boolean whole() {
    return forecasts.size() >= letters;
  }

  /** Returns what is chosen, in words. */
  public String what() {
    return choice.ids().size() == 1
        ? "dead letter " + choice.ids().get(0)
        : Figures.of(letters, "dead letter", "dead letters");
  }
}
