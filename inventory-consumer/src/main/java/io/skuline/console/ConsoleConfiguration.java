package io.skuline.console;

import gg.jte.TemplateEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deduction.StockLevels;
import io.skuline.deduction.StoreStatus;
import io.skuline.store.StockBrowser;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Conditional(IfSomebodyCanLogIn.class)
class ConsoleConfiguration {

  private static final Duration TICK = Duration.ofSeconds(1);

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  Templates templates(TemplateEngine engine) {
    return new Templates(engine);
  }

  @Bean
  TopBarPart topBar(StoreStatus stock, DatabaseWatch database, Clock clock, Templates templates) {
    return new TopBarPart(stock, database, clock, templates);
  }

  @Bean
  NavEntry saleEntry() {
    return new NavEntry(10, LoginController.START, "Sale", "pulse");
  }

  @Bean
  static MeterFilter percentilesOfTheSale() {
    return SaleMeters.percentiles();
  }

  @Bean
  SaleHistory saleHistory() {
    return new SaleHistory();
  }

  @Bean
  SaleMeters saleMeters(MeterRegistry meters) {
    return new SaleMeters(meters);
  }

  @Bean
  SaleSampler saleSampler(SaleMeters meters, StoreStatus stock, SaleHistory history, Clock clock) {
    return new SaleSampler(meters, stock::now, history, clock, TimeSource.SYSTEM);
  }

  @Bean
  Attention attention(MeterRegistry meters, List<NavEntry> pages) {
    return new Attention(meters, pages);
  }

  @Bean
  Fleet fleet(Environment environment, SaleHistory history, SaleMeters meters) {
    return new Fleet(new InstanceName(environment), history, () -> SaleView.Totals.of(meters));
  }

  @Bean
  FleetExchange fleetExchange(Fleet fleet, SampleExchange exchange) {
    return new FleetExchange(fleet, exchange, TimeSource.SYSTEM);
  }

  @Bean
  LiveSale liveSale(TopBarPart top, Fleet fleet, Attention attention) {
    return new LiveSale(top, fleet, attention);
  }

  @Bean
  SaleCharts saleCharts(Fleet fleet, JsonMapper json) {
    return new SaleCharts(fleet, json);
  }

  @Bean
  NavEntry stockEntry() {
    return new NavEntry(20, SkuController.STOCK, "Stock", "box");
  }

  @Bean
  StockSurveyor stockSurveyor(StockBrowser stock, Clock clock) {
    return new StockSurveyor(stock, clock, TimeSource.SYSTEM);
  }

  @Bean
  SkuReader skuReader(StockBrowser stock, StockLevels decided, Clock clock, JsonMapper json) {
    return new SkuReader(stock, decided, clock, json);
  }

  @Bean
  NavEntry ordersEntry() {
    return new NavEntry(30, OrderPages.ORDERS, "Orders", "receipt");
  }

  @Bean
  OrderReader orderReader(
      StockBrowser stock, DeadLetterBrowser deadLetters, EventCodec codec, JsonMapper json) {
    return new OrderReader(stock, deadLetters, new AnswerStory(codec, json));
  }

  @Bean
  NavEntry lettersEntry(MeterRegistry meters) {
    return new NavEntry(
        40, LetterPages.LETTERS, "Dead letters", "tray", () -> Attention.parkedBadge(meters));
  }

  @Bean
  LetterReader letterReader(DeadLetterBrowser deadLetters, Clock clock) {
    return new LetterReader(deadLetters, clock);
  }

  @Bean
  NavEntry reconciliationEntry(MeterRegistry meters) {
    return new NavEntry(
        50,
        ReconciliationPages.PATH,
        "Reconciliation",
        "scale",
        () -> Attention.quarantineBadge(meters));
  }

  @Bean
  NavEntry actionsEntry() {
    return new NavEntry(60, ActionPages.PATH, "Actions", "list");
  }

  @Bean
  NavEntry apiEntry() {
    return new NavEntry(70, ApiPages.PATH, "HTTP API", "book");
  }

  @Bean
  LiveStreams liveStreams(List<LivePart> parts, LiveSale sale, Templates templates) {
    List<LivePart> all = new ArrayList<>(parts);
    all.addAll(sale.parts(templates));
    return new LiveStreams(all, TICK);
  }
}
