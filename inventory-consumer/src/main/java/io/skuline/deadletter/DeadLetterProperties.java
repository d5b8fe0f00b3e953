package io.skuline.deadletter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How dead letters are collected and replayed.
 *
 * @param groups Consumer groups whose dead-letter queues ({@code %DLQ%group}) are collected. Each
 *     entry is {@code group=topic} with the topic that the group consumes. An entry without a topic
 *     means the topic of results. The groups of the service itself are always collected.
 * @param lookAgain Time until the service looks again for a dead-letter queue that does not exist
 *     yet, at least 1 second. The broker creates such a queue with its first message.
 * @param sendAgain Time after which a replayed message that has no answer is sent again, at least
 *     10 seconds.
 */
@ConfigurationProperties("skuline.dead-letters")
public record DeadLetterProperties(
    @DefaultValue List<String> groups,
    @DefaultValue("60s") Duration lookAgain,
    @DefaultValue("60s") Duration sendAgain) {

  public DeadLetterProperties {
    groups = List.copyOf(groups);
    require(lookAgain.toSeconds() >= 1, "look-again must be at least 1s, is " + lookAgain);
    require(sendAgain.toSeconds() >= 10, "send-again must be at least 10s, is " + sendAgain);
  }

  /** Returns the topic of every group. */
  Map<String, String> topicOfGroup(String resultsTopic) {
    Map<String, String> topics = new LinkedHashMap<>();
    for (String entry : groups) {
      String[] parts = entry.split("=", 2);
      require(!parts[0].isBlank(), "groups has an entry without a group: \"" + entry + "\"");
      topics.put(parts[0].strip(), parts.length == 1 ? resultsTopic : parts[1].strip());
    }
    return topics;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("skuline.dead-letters." + problem);
    }
  }
}
