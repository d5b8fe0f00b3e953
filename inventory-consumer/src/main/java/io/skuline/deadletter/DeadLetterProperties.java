package io.skuline.deadletter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

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
    Assert.isTrue(
        lookAgain.toSeconds() >= 1,
        "skuline.dead-letters.look-again must be at least 1s, is " + lookAgain);
    Assert.isTrue(
        sendAgain.toSeconds() >= 10,
        "skuline.dead-letters.send-again must be at least 10s, is " + sendAgain);
  }

  /** Returns the topic of every group. */
  Map<String, String> topicOfGroup(String resultsTopic) {
    Map<String, String> topics = new LinkedHashMap<>();
    for (String entry : groups) {
      String[] parts = entry.split("=", 2);
      Assert.isTrue(
          !parts[0].isBlank(),
          "skuline.dead-letters.groups has an entry without a group: \"" + entry + "\"");
      topics.put(parts[0].strip(), parts.length == 1 ? resultsTopic : parts[1].strip());
    }
    return topics;
  }
}
