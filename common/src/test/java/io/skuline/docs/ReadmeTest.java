package io.skuline.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.InvalidEventException.Code;
import io.skuline.event.Limits;
import io.skuline.wire.EventCodec;
import io.skuline.wire.EventType;
import io.skuline.wire.ResultType;
import io.skuline.wire.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the page shows real bodies and real code. */
class ReadmeTest {

  private static final String PAGE = Docs.text(Docs.EVENTS.resolve("README.md"));

  @Test
  void everyBodyIsAGoldenSample() {
    List<String> samples =
        Stream.concat(Samples.events().keySet().stream(), Samples.results().keySet().stream())
            .map(name -> new String(Samples.body(name), UTF_8))
            .toList();

    assertThat(blocks("json").stream().map(ReadmeTest::onOneLine)).hasSize(11).isSubsetOf(samples);
  }

  @Test
  void everyTypeHasABody() {
    String bodies = String.join("\n", blocks("json"));

    assertThat(Arrays.stream(EventType.values()).map(EventType::wireName))
        .allSatisfy(type -> assertThat(bodies).contains("{\"type\":\"" + type + "\""));
    assertThat(Arrays.stream(ResultType.values()).map(ResultType::wireName))
        .allSatisfy(type -> assertThat(bodies).contains("{\"type\":\"" + type + "\""));
  }

  @Test
  void everyJavaExampleIsInATestedClass() {
    String code = withoutSpace(source("PlainExample") + source("SpringExample"));

    assertThat(blocks("java"))
        .hasSize(3)
        .allSatisfy(example -> assertThat(code).contains(withoutSpace(example)));
  }

  @Test
  void theLimitsAreThoseOfTheCode() {
    assertThat(PAGE)
        .contains("1 to %d of".formatted(Limits.MAX_ID_LENGTH))
        .contains("| 1 to %d; the same".formatted(Limits.MAX_LINES))
        .contains("| %d to %,d, a whole".formatted(Limits.MIN_QUANTITY, Limits.MAX_QUANTITY))
        .contains("| -%1$,d to %1$,d, not 0".formatted(Limits.MAX_ADJUSTMENT))
        .contains("| %,d |".formatted(Limits.MAX_AVAILABLE))
        .contains("| %d KiB".formatted(EventCodec.MAX_BODY_BYTES / 1024));
    assertThat(Code.values())
        .allSatisfy(code -> assertThat(PAGE).contains("| `" + code.name() + "` |"));
  }

  /** The page breaks long bodies between two fields or elements. */
  private static String onOneLine(String body) {
    return body.replaceAll(",\n +", ",");
  }

  private static List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
        .matcher(PAGE)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String source(String example) {
    return Docs.text(Path.of("src/test/java/io/skuline/docs", example + ".java"));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
