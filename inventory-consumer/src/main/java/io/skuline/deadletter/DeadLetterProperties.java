package io.skuline.deadletter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where dead letters are collected, besides their own topic.
 *
 * @param groups consumer groups of which the broker's dead-letter queue ({@code %DLQ%group}) is
 *     collected, each as {@code group=topic} with the topic that the group consumes; without a
 *     topic, it is the one of results
 * @param lookAgain how long to wait before looking again for a dead-letter queue that is not there
 *     yet (the broker makes it with its first letter), at least 1 second
 * @param sendAgain after how long a replay that was not answered is sent again, at least 10 seconds
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

  /** The topic of every group. */
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
