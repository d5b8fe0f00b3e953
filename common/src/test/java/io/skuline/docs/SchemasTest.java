package io.skuline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import io.skuline.event.InvalidEventException.Code;
import io.skuline.wire.BrokenSamples;
import io.skuline.wire.EventType;
import io.skuline.wire.ResultType;
import io.skuline.wire.Samples;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

  /** To JSON Schema, 1.0 and 1e3 are whole numbers, too. */
  private static final Set<String> NOT_EXPRESSIBLE =
      Set.of("quantity-decimal", "quantity-exponent");

  static Set<String> events() {
    return Samples.events().keySet();
  }

  static Set<String> results() {
    return Samples.results().keySet();
  }

  static Stream<String> broken() {
    return BrokenSamples.all().entrySet().stream()
        .filter(sample -> sample.getValue() != Code.MALFORMED_JSON)
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventFitsItsSchemaAndNoOther(String name) {
    EventType type = EventType.of(Samples.events().get(name));

    for (EventType other : EventType.values()) {
      assertThat(Docs.validate(Docs.schema(other.wireName()), Samples.body(name)).isEmpty())
          .as("fits %s", other)
          .isEqualTo(other == type);
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void aResultFitsItsSchemaAndNoOther(String name) {
    ResultType type = ResultType.of(Samples.results().get(name));

    for (ResultType other : ResultType.values()) {
      assertThat(Docs.validate(Docs.schema(other.wireName()), Samples.body(name)).isEmpty())
          .as("fits %s", other)
          .isEqualTo(other == type);
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatTheCodecRejectsNoSchemaAccepts(String name) {
    for (EventType type : EventType.values()) {
      Schema schema = Docs.schema(type.wireName());
      boolean fits = Docs.validate(schema, BrokenSamples.body(name)).isEmpty();

      assertThat(fits)
          .as("%s fits %s", name, type)
          .isEqualTo(type == EventType.ORDER_CREATED && NOT_EXPRESSIBLE.contains(name));
    }
  }
}
