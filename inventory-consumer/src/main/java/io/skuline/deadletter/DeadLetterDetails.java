package io.skuline.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with everything that is known of it.
 *
 * @param body the body as text; null if it is no text
 * @param editedBody the body that is replayed instead; null if it was not corrected
 * @param actions the latest actions, at most 100, oldest first
 */
public record DeadLetterDetails(
    @JsonUnwrapped DeadLetterSummary letter,
    Map<String, String> properties,
    @Nullable String body,
    String bodyBase64,
    @Nullable String editedBody,
    @Nullable String editedBodyBase64,
    List<OperatorAction> actions) {

  static DeadLetterDetails of(
      DeadLetterSummary letter, DeadLetterReader.Content content, List<OperatorAction> actions) {
    byte[] edited = content.edited();
    return new DeadLetterDetails(
        letter,
        content.headers().properties(),
        text(content.body()),
        Base64.getEncoder().encodeToString(content.body()),
        edited == null ? null : text(edited),
        edited == null ? null : Base64.getEncoder().encodeToString(edited),
        actions);
  }

  private static @Nullable String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
