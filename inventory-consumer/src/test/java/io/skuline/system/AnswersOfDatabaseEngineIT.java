package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same answers when the database decides, and a hot SKU has several rows. */
class AnswersOfDatabaseEngineIT extends AnswersIT {

  private static final int ROWS = 4;

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_DEDUCTION_ENGINE", "database");
    settings.put("SKULINE_DEDUCTION_DATABASE_BUCKETS", Integer.toString(ROWS));
    settings.put("SKULINE_HOT_NOTICE", "1s");
    settings.put("SKULINE_HOT_LENDLEAST", "10");
    return settings;
  }

  @Override
  boolean journaled() {
    return false;
  }

  /** Whatever rows it has, it is one SKU for buyers. */
  @Test
  void aHotSkuHasSeveralRows() throws Exception {
    String sku = shop().stocked("in-rows", 100);
    Operator operator = new Operator(service());
    assertThat(operator.post("/hot-skus/%s/on".formatted(sku), "{\"buckets\":4}").body())
        .contains("skuline.deduction.database.buckets");
    switchHot(operator, sku, "on");
    awaitUnits(sku, 25);
    assertThat(Books.available(service(), sku)).isEqualTo(100);
    assertThat(service().get("/stock/" + sku).body()).contains("\"available\":100");

    assertThat(shop().ask(shop().order(new OrderLine(sku, 30))))
        .as("more than a row has")
        .isInstanceOf(DeductionConfirmed.class);
    assertThat(Books.available(service(), sku)).isEqualTo(70);
    switchHot(operator, sku, "off");
    awaitUnits(sku, 0);
    assertThat(shop().ask(shop().order(new OrderLine(sku, 70))))
        .isInstanceOf(DeductionConfirmed.class);
    assertThat(shop().ask(shop().order(new OrderLine(sku, 1))))
        .isInstanceOf(DeductionRejected.class);
    assertThat(service().get("/verify").body()).contains("\"passed\":true");
    assertThat(operator.post("/reconcile/passes", "").body()).contains("\"passed\":true");
  }

  private static void switchHot(Operator operator, String sku, String verb) {
    HttpResponse<String> answer = operator.post("/hot-skus/%s/%s".formatted(sku, verb), "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Waits until the last row of the SKU has been moved, and has so many units. */
  private void awaitUnits(String sku, int units) {
    String row = SkuBuckets.id(sku, ROWS - 1).replace("~", "%7E");
    await("%d units in a row of %s".formatted(units, sku))
        .atMost(Shop.PATIENCE)
        .until(() -> latest(row).path("availableAfter").asInt(-1) == units);
  }

  private JsonNode latest(String row) throws IOException, InterruptedException {
    JsonNode movements =
        new JsonMapper().readTree(service().get("/movements?sku=" + row).body()).path("movements");
    return movements.path(movements.size() - 1);
  }
}
