package io.skuline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSamplesTest {

  private final EventCodec codec = new EventCodec();

  static Set<String> events() {
    return Samples.events().keySet();
  }

  static Set<String> results() {
    return Samples.results().keySet();
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventSampleAndRecordAreTheSame(String name) {
    OrderEvent event = Samples.events().get(name);

    assertThat(codec.decode(Samples.body(name))).isEqualTo(event);
    assertThat(new String(codec.encode(event), UTF_8)).isEqualTo(text(name));
  }

  @ParameterizedTest
  @MethodSource("results")
  void resultSampleAndRecordAreTheSame(String name) {
    StockResult result = Samples.results().get(name);

    assertThat(codec.decodeResult(Samples.body(name))).isEqualTo(result);
    assertThat(new String(codec.encode(result), UTF_8)).isEqualTo(text(name));
  }

  @Test
  void buffersAreReadWithoutMovingThem() {
    ByteBuffer event = ByteBuffer.wrap(Samples.body("order-created")).asReadOnlyBuffer();
    ByteBuffer result = ByteBuffer.wrap(Samples.body("return-accepted")).asReadOnlyBuffer();

    assertThat(codec.decode(event)).isEqualTo(codec.decode(event));
    assertThat(codec.decodeResult(result)).isEqualTo(codec.decodeResult(result));
  }

  @Test
  void everyTypeHasASample() {
    Set<Class<?>> sampled =
        Stream.concat(Samples.events().values().stream(), Samples.results().values().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet());

    assertThat(sampled)
        .containsAll(records(OrderEvent.class))
        .containsAll(records(StockResult.class));
    assertThat(EventType.values()).hasSameSizeAs(records(OrderEvent.class));
    assertThat(ResultType.values()).hasSameSizeAs(records(StockResult.class));
  }

  /** The records of a sealed interface, also those of sealed interfaces below it. */
  private static List<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .<Class<?>>flatMap(below -> records(below).stream())
            .toList()
        : List.of(type);
  }

  @Test
  void everyFileIsRead() throws IOException {
    Set<String> known = new TreeSet<>(events());
    known.addAll(results());

    try (Stream<Path> files = Files.list(Path.of("src/test/resources/samples"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  private static String text(String name) {
    return new String(Samples.body(name), UTF_8);
  }
}
