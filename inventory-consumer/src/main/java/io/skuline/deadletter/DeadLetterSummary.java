package io.skuline.deadletter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its body.
 *
 * @param error what is wrong, where, and how to repair it
 * @param collectedFrom the topic of dead letters through which it came
 * @param consumerGroup the group that gave it up, if the broker moved it to that group's
 *     dead-letter queue
 * @param topic the topic to which it belongs
 * @param attempts how often it was delivered in vain
 * @param replays how often it was sent again
 * @param edited whether a corrected body is replayed instead of the original
 * @param bytes the size of the original body
 * @param run the replay job that has it now; null if none has, or if the job has settled it
 */
public record DeadLetterSummary(
    long id,
    DeadLetterState state,
    String reason,
    String error,
    String collectedFrom,
    @Nullable String consumerGroup,
    String topic,
    @Nullable String tag,
    List<String> keys,
    @Nullable String messageGroup,
    String messageId,
    @Nullable String orderId,
    List<String> skus,
    int attempts,
    int replays,
    @Nullable Instant bornAt,
    Instant firstSeen,
    Instant lastSeen,
    boolean edited,
    long bytes,
    @Nullable Long run) {

  DeadLetterSummary withSkus(List<String> theirs) {
    return new DeadLetterSummary(
        id,
        state,
        reason,
        error,
        collectedFrom,
        consumerGroup,
        topic,
        tag,
        keys,
        messageGroup,
        messageId,
        orderId,
        theirs,
        attempts,
        replays,
        bornAt,
        firstSeen,
        lastSeen,
        edited,
        bytes,
        run);
  }
}
