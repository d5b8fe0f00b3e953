package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.skuline.event.HotSkus;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class HotSkuFeedTest {

  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final HotSkus TEA =
      HotSkus.of(
          List.of(
              new HotSkus.Interval(
                  "tea", Instant.parse("2020-01-01T00:00:00Z"), Optional.empty())));

  private final Logger logger = (Logger) LoggerFactory.getLogger(HotSkuFeed.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private FakeHotSkuService service;
  private HotSkuFeed feed;

  @BeforeEach
  void open() throws IOException {
    service = new FakeHotSkuService();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    logger.setLevel(null);
    feed.close();
    service.close();
  }

  @Test
  void theListIsKnownFromTheStart() {
    service.lists("tea");
    feed = HotSkuFeed.start(new HotSkuSource(service.url(), NEVER), new EventCodec());
    assertThat(feed.now()).isEqualTo(TEA);
  }

  @Test
  void changesAreLearntWithoutARestart() {
    feed = HotSkuFeed.start(new HotSkuSource(service.url(), OFTEN), new EventCodec());
    assertThat(feed.now()).isEqualTo(HotSkus.NONE);
    service.lists("tea");
    await().until(() -> feed.now().equals(TEA));
    service.answers(200, FakeHotSkuService.NOTHING);
    await().until(() -> feed.now().equals(HotSkus.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{\"intervals\":[]}",
        "{\"groups\":8,\"intervals\":[]}",
        "{\"groups\":16}",
        "{\"groups\":16,\"intervals\":[{\"sku\":\"a\"}]}",
        "{\"groups\":16,\"intervals\":[{\"sku\":\"a b\",\"from\":\"2020-01-01T00:00:00Z\"}]}",
        "{\"groups\":16,\"intervals\":[{\"sku\":\"a\",\"from\":1}]}"
      })
  void whatIsNoListChangesNothing(String body) {
    service.lists("tea");
    feed = HotSkuFeed.start(new HotSkuSource(service.url(), OFTEN), new EventCodec());
    service.answers(200, body);
    int before = service.asked();
    await().until(() -> service.asked() > before + 3);
    assertThat(feed.now()).isEqualTo(TEA);
    assertThat(warnings()).hasSize(1);
  }

  /** An outage is a line in the log when it begins and one when it ends, however long it is. */
  @Test
  void anOutageIsLoggedOnce() {
    service.lists("tea");
    feed = HotSkuFeed.start(new HotSkuSource(service.url(), OFTEN), new EventCodec());
    service.answers(503, "{}");
    int before = service.asked();
    await().until(() -> service.asked() > before + 9);
    assertThat(feed.now()).isEqualTo(TEA);
    service.lists("ale");
    await().until(() -> !feed.now().equals(TEA));
    await().until(() -> messages().stream().anyMatch(line -> line.endsWith("is read again")));
    assertThat(warnings()).singleElement().asString().contains("status 503", "all the same");
  }

  @Test
  void aServiceThatIsAwayDelaysTheStartByALimitedTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      feed =
          HotSkuFeed.start(new HotSkuSource(url, NEVER), new EventCodec(), Duration.ofMillis(200));
      assertThat(feed.now()).isEqualTo(HotSkus.NONE);
      assertThat(warnings()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"skuline:8080", "ftp://a", "http:///x", "http://me:secret@a", "http://a?b=c"})
  void anAddressIsChecked(String address) {
    feed = HotSkuFeed.start(new HotSkuSource(service.url(), NEVER), new EventCodec());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HotSkuSource.at(URI.create(address)))
        .withMessageContaining("must be an address such as")
        .withMessageNotContaining("secret");
  }

  @Test
  void anAddressMayHaveAPath() {
    feed = HotSkuFeed.start(new HotSkuSource(service.url(), NEVER), new EventCodec());
    assertThat(HotSkuSource.at(URI.create("https://a/skuline")).list())
        .isEqualTo(URI.create("https://a/skuline/hot-skus"));
    assertThat(HotSkuSource.at(URI.create("https://a/skuline/")).list())
        .isEqualTo(URI.create("https://a/skuline/hot-skus"));
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(each -> each.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private List<String> messages() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
