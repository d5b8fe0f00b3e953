package io.skuline.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.StockAdjusted;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(first.adjustmentId()).startsWith("load-1-2-");
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
    assertThatThrownBy(file::next).hasMessageStartingWith("line 2: must be like {");
    assertThatThrownBy(file::next).hasMessageStartingWith("line 3: must be like {");
  }

  @Test
  void errorsNameTheLine() throws Exception {
    StockFile file = csv("sku,quantity,kind\na,0\nb,1,GIFT\nc,-1\n,1\n");
    assertThatThrownBy(file::next).hasMessageStartingWith("line 2: quantity must be");
    assertThatThrownBy(file::next)
        .hasMessage("line 3: kind must be one of [INITIAL, REPLENISHMENT, CORRECTION], is GIFT");
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

  private static StockFile csv(String content) throws Exception {
    return StockFile.csv(text(content), LOAD.id(), LOAD.createdAt());
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
