package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The description of the HTTP API as a page. */
@Timeout(60)
class ApiPagesTest {

  @Test
  void everyRequestAndEveryTypeIsShown() {
    try (ConfigurableApplicationContext console = ConsoleTestApplication.open()) {
      Visitor visitor = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);

      Document page = visitor.page("/console/api");

      WellMade.check(page);
      assertThat(page.select("#o-replay summary").text())
          .startsWith("POST /dead-letters/replays Begins a replay");
      assertThat(page.select("#o-deadLetters").text())
          .contains("May be sent by an operator", "limit", "default 100", "DeadLetterPage");
      for (Element link : page.select("main a[href^=#]")) {
        assertThat(page.getElementById(link.attr("href").substring(1))).as("%s", link).isNotNull();
      }
      assertThat(visitor.get("/console/api/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }
  }
}
