package io.skuline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any bytes are read as a record, or refused by an {@link InvalidEventException}. */
class HostileBytesTest {

  private static final int ROUNDS = 10_000;
  private static final List<String> SPLINTERS =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "-1",
          "1e9",
          "NaN",
          "\\u0000",
          "\\",
          "\0",
          "é",
          "999999999999999999999",
          "\"type\":",
          "1.5",
          " ",
          "\uFEFF");

  private final EventCodec codec = new EventCodec();
  private final Random random = new Random(42);

  @Test
  void randomBytes() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      read(body);
    }
  }

  @Test
  void mutatedSamples() {
    List<byte[]> samples =
        Stream.concat(Samples.events().keySet().stream(), Samples.results().keySet().stream())
            .sorted()
            .map(Samples::body)
            .toList();
    int readable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = samples.get(random.nextInt(samples.size()));
      for (int change = random.nextInt(3); change >= 0; change--) {
        body = mutate(body);
      }
      readable += read(body) ? 1 : 0;
    }
    assertThat(readable).isBetween(ROUNDS / 100, ROUNDS * 99 / 100);
  }

  private byte[] mutate(byte[] body) {
    int at = random.nextInt(body.length + 1);
    int to = Math.min(body.length, at + random.nextInt(10));
    return switch (random.nextInt(4)) {
      case 0 -> join(body, at, SPLINTERS.get(random.nextInt(SPLINTERS.size())), at);
      case 1 -> join(body, at, SPLINTERS.get(random.nextInt(SPLINTERS.size())), to);
      case 2 -> join(body, at, "", to);
      default -> {
        byte[] changed = body.clone();
        if (at < body.length) {
          changed[at] = (byte) random.nextInt(256);
        }
        yield changed;
      }
    };
  }

  private static byte[] join(byte[] body, int head, String middle, int tail) {
    byte[] inserted = middle.getBytes(StandardCharsets.UTF_8);
    byte[] joined = Arrays.copyOf(body, head + inserted.length + body.length - tail);
    System.arraycopy(inserted, 0, joined, head, inserted.length);
    System.arraycopy(body, tail, joined, head + inserted.length, body.length - tail);
    return joined;
  }

  /** Returns whether a codec could read it; what is read is written and read the same again. */
  private boolean read(byte[] body) {
    boolean readable = false;
    try {
      var event = codec.decode(body);
      assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
      readable = true;
    } catch (InvalidEventException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
    }
    try {
      var result = codec.decodeResult(body);
      assertThat(codec.encode(codec.decodeResult(codec.encode(result))))
          .isEqualTo(codec.encode(result));
      readable = true;
    } catch (InvalidEventException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
    }
    return readable;
  }
}
