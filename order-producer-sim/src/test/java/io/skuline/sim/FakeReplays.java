package io.skuline.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replay jobs that end at the second look, unless they are held. Guarded by {@link
 * FakeDeadLetters}.
 */
public final class FakeReplays {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, ObjectNode> runs = new HashMap<>();
  private final Map<String, List<ObjectNode>> outcomes = new HashMap<>();
  private final Map<Long, String> parkedAgain = new HashMap<>();
  private volatile boolean held;

  /** Makes a dead letter be parked again when it is replayed, with this reason. */
  public void parkAgain(long letter, String why) {
    parkedAgain.put(letter, why);
  }

  /** Holds replay jobs, so that none ends by itself. */
  public void hold() {
    held = true;
  }

  /** Lets replay jobs end. */
  public void release() {
    held = false;
  }

  ObjectNode start(List<ObjectNode> deadLetters, boolean again) {
    String id = Integer.toString(5 + runs.size());
    List<ObjectNode> ends = new ArrayList<>();
    ObjectNode run = JSON.createObjectNode().put("id", Long.parseLong(id)).put("state", "RUNNING");
    run.put("who", "operator").put("startedAt", "2026-11-24T09:00:00Z");
    run.put("total", deadLetters.size()).put("open", deadLetters.size());
    run.put("replayed", 0).put("parkedAgain", 0).put("refused", 0);
    for (ObjectNode letter : deadLetters) {
      ends.add(end(ends.size() + 1, letter, again));
    }
    runs.put(id, run);
    outcomes.put(id, ends);
    return run;
  }

  private ObjectNode end(int number, ObjectNode letter, boolean again) {
    ObjectNode end = JSON.createObjectNode().put("id", number);
    end.put("letter", letter.path("id").asLong()).put("at", "2026-11-24T09:00:01Z");
    String why = parkedAgain.get(letter.path("id").asLong());
    String state = letter.path("state").asString();
    if (!again && !state.equals("PARKED")) {
      return end.put("outcome", "REFUSED").put("detail", "is " + state);
    }
    return why == null
        ? end.put("outcome", "REPLAYED").put("detail", "DeductionConfirmed")
        : end.put("outcome", "PARKED_AGAIN").put("detail", why);
  }

  List<ObjectNode> wouldBe(List<ObjectNode> deadLetters, boolean again) {
    List<ObjectNode> ends = deadLetters.stream().map(letter -> end(1, letter, again)).toList();
    for (ObjectNode end : ends) {
      if (!end.path("outcome").asString().equals("REFUSED")) {
        end.put("outcome", "WOULD_REPLAY").put("detail", "");
      }
      end.remove(List.of("id", "at"));
    }
    return ends;
  }

  /** Returns a replay job. A job that is not held is done after that. */
  Optional<ObjectNode> poll(String id) {
    ObjectNode run = runs.get(id);
    if (run != null && !held && run.path("state").asString().equals("RUNNING")) {
      List<ObjectNode> ends = outcomes.get(id);
      run.put("state", "DONE").put("open", 0);
      run.put("replayed", count(ends, "REPLAYED"));
      run.put("parkedAgain", count(ends, "PARKED_AGAIN"));
      run.put("refused", count(ends, "REFUSED"));
    }
    return Optional.ofNullable(run);
  }

  private static long count(List<ObjectNode> ends, String outcome) {
    return ends.stream().filter(end -> end.path("outcome").asString().equals(outcome)).count();
  }

  Optional<ObjectNode> stop(String id) {
    return Optional.ofNullable(runs.get(id)).map(run -> run.put("state", "STOPPED"));
  }

  List<ObjectNode> outcomes(String id) {
    boolean ended = runs.get(id).path("state").asString().equals("DONE");
    return ended ? outcomes.get(id) : List.of();
  }
}
