package io.skuline.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockFileTest {

  private static final LoadId LOAD = LoadId.named("load-1");

  @Test
  void csv() throws Exception {
    StockFile file = csv("sku,quantity,kind\na,5\nb,7,REPLENISHMENT\nc,-1,CORRECTION\n");
    StockAdjusted first = (StockAdjusted) file.next();
    assertThat(first.sku()).isEqualTo("a");
    assertThat(first.delta()).isEqualTo(5);
    assertThat(first.kind()).isEqualTo(AdjustmentKind.INITIAL);
    assertThat(first.adjustmentId()).startsWith("load-1-1-");
    assertThat(((StockAdjusted) file.next()).kind()).isEqualTo(AdjustmentKind.REPLENISHMENT);
    assertThat(((StockAdjusted) file.next()).delta()).isEqualTo(-1);
    assertThat(file.next()).isNull();
  }

  @Test
  void ndjsonSaysTheSame() throws Exception {
    StockFile file =
        StockFile.ndjson(
            text("{\"sku\":\"a\",\"quantity\":5}\n{\"sku\":\"b\"}\n{\"sku\":1,\"quantity\":\"2\"}"),
            LOAD.id(),
            LOAD.createdAt());
    assertThat(((StockAdjusted) file.next()).delta()).isEqualTo(5);
    assertThatThrownBy(file::next).hasMessage("line 2: quantity is missing");
    assertThatThrownBy(file::next).hasMessage("line 3: sku must be a string, is a number");
  }

  @Test
  void errorsNameTheLine() throws Exception {
    StockFile file = csv("sku,quantity,kind\na,x\nb,1,GIFT\nc,-1\n,1\n");
    assertThatThrownBy(file::next).hasMessageStartingWith("line 2: quantity must be");
    assertThatThrownBy(file::next)
        .hasMessage(
            "line 3: kind must be one of [INITIAL, REPLENISHMENT, CORRECTION], is \"GIFT\"");
    assertThatThrownBy(file::next)
        .hasMessage("line 4: quantity may be negative in a CORRECTION only");
    assertThatThrownBy(file::next).hasMessage("line 5: sku is missing");
  }

  @Test
  void theSameContentIsTheSameLoad(@TempDir Path folder) throws Exception {
    Path one = Files.writeString(folder.resolve("one.csv"), "sku,quantity\na,5\n");
    Path copy = Files.copy(one, folder.resolve("copy.csv"));
    Path other = Files.writeString(folder.resolve("other.csv"), "sku,quantity\na,6\n");
    assertThat(LoadId.ofContent(copy)).isEqualTo(LoadId.ofContent(one));
    assertThat(LoadId.ofContent(other)).isNotEqualTo(LoadId.ofContent(one));
    assertThat(LoadId.named("x").createdAt()).isEqualTo(LoadId.named("x").createdAt());
  }

  @Test
  void lineEndsAndPackingMakeNoOtherLoad(@TempDir Path folder) throws Exception {
    Path one = Files.writeString(folder.resolve("one.csv"), "sku,quantity\na,5\n");
    for (String same :
        List.of("sku,quantity\r\na,5\r\n", "sku,quantity\ra,5", "\uFEFFsku,quantity\na,5")) {
      Path other = Files.writeString(folder.resolve("other.csv"), same);
      assertThat(LoadId.ofContent(other)).isEqualTo(LoadId.ofContent(one));
    }
    Path blank = Files.writeString(folder.resolve("blank.csv"), "sku,quantity\n\na,5\n");
    assertThat(LoadId.ofContent(blank)).isNotEqualTo(LoadId.ofContent(one));
  }

  @Test
  void idsDependOnNeitherTheLocaleNorTheOrderOfLines() throws Exception {
    List<String> ids = ids("sku,quantity\na,5\nb,1\na,6\n");
    assertThat(ids).allMatch(id -> id.matches("load-1-[12]-[0-9a-f]{16}"));
    assertThat(ids("sku,quantity\nnew,7\na,5\na,6\nb,1\n")).containsAll(ids);
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(new Locale.Builder().setLanguage("ar").setRegion("EG").build());
      assertThat(ids("sku,quantity\na,5\nb,1\na,6\n")).isEqualTo(ids);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void linesOfZeroAreCounted() throws Exception {
    StockFile file = csv("sku,quantity\na,0\nb,4\nc,0.00\n");
    assertThat(((StockAdjusted) file.next()).sku()).isEqualTo("b");
    assertThat(file.next()).isNull();
    assertThat(file.zeros()).isEqualTo(2);
  }

  private static List<String> ids(String content) throws Exception {
    StockFile file = csv(content);
    List<String> ids = new ArrayList<>();
    for (OrderEvent event = file.next(); event != null; event = file.next()) {
      ids.add(event.eventId());
    }
    return ids;
  }

  private static StockFile csv(String content) throws Exception {
    return StockFile.csv(text(content), LOAD.id(), LOAD.createdAt());
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
