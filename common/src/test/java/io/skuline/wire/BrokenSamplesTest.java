package io.skuline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.event.InvalidEventException;
import io.skuline.event.InvalidEventException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenSamplesTest {

  private final EventCodec codec = new EventCodec();

  static Set<Map.Entry<String, Code>> samples() {
    return BrokenSamples.all().entrySet();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isRejectedForItsReason(Map.Entry<String, Code> sample) {
    InvalidEventException e =
        catchThrowableOfType(
            InvalidEventException.class, () -> codec.decode(BrokenSamples.body(sample.getKey())));

    assertThat(e.code()).isEqualTo(sample.getValue());
  }

  @Test
  void everyFileIsRead() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/broken"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(BrokenSamples.all().keySet());
    }
  }
}
