package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skuline.access.BrokerAccess;
import io.skuline.wire.ResultType;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void aPublisherNeedsTwoThings() {
    PublisherOptions options = PublisherOptions.of("127.0.0.1:8081", "/shop");

    assertThat(options.topic()).isEqualTo("order-events");
    assertThat(options.withTopic("t").withMaxInFlight(1).withRequestTimeout(Duration.ofSeconds(9)))
        .isEqualTo(
            new PublisherOptions(
                "127.0.0.1:8081", "/shop", "t", 1, Duration.ofSeconds(9), BrokerAccess.open()));
  }

  @Test
  void aSubscriberNeedsTwoThings() {
    SubscriberOptions options = SubscriberOptions.of("127.0.0.1:8081", "mail");

    assertThat(options.topic()).isEqualTo("stock-results");
    assertThat(options.types()).isEmpty();
    assertThat(options.withTypes(ResultType.DEDUCTION_CONFIRMED).withThreads(2).types())
        .containsExactly(ResultType.DEDUCTION_CONFIRMED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b | endpoints must be host:port, several separated by semicolons, is \"a,b\"",
        "127.0.0.1 | endpoints must be host:port, several separated by semicolons, is \"127.0.0.1\"",
        "http://a:1 | endpoints must be host:port",
        "a:b | endpoints must be host:port",
        "127.0.0.1:1; | endpoints must be host:port",
        "a:1 b:1 | endpoints must be host:port",
        "me:secret@a:1 | endpoints must be host:port",
        "a:0 | endpoints must have ports from 1 to 65535",
        "a:65536 | endpoints must have ports from 1 to 65535",
        "a:1;b:1 | endpoints may be several only as IP addresses",
      })
  void whereNobodyCanBeIsSaid(String endpoints, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriberOptions.of(endpoints, "mail"))
        .withMessageStartingWith(why);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublisherOptions.of(endpoints, "/shop"))
        .withMessageStartingWith(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8081;127.0.0.2:8081", "my_broker.example.com:1", "[::1]:8081"})
  void whereSomebodyMayBeIsTaken(String endpoints) {
    assertThat(SubscriberOptions.of(endpoints, "mail").endpoints()).isEqualTo(endpoints);
  }

  @Test
  void namesThatRocketMqDoesNotTakeAreSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriberOptions.of("a:1", "e.mail"))
        .withMessage("group must have 1 to 255 of A-Z a-z 0-9 _ - %, is \"e.mail\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriberOptions.of("a:1", "mail").withTopic("a/b"))
        .withMessage("topic must have 1 to 127 of A-Z a-z 0-9 _ - %, is \"a/b\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublisherOptions.of("a:1", "/shop").withTopic("t".repeat(128)))
        .withMessageStartingWith("topic must have 1 to 127 of");
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublisherOptions.of(" ", "/shop"))
        .withMessage("endpoints is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublisherOptions.of("127.0.0.1:8081", "/shop").withMaxInFlight(0))
        .withMessage("maxInFlight must be at least 1, is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriberOptions.of("127.0.0.1:8081", null))
        .withMessage("group is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublisherOptions.of("127.0.0.1:8081", ""))
        .withMessage("source is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublisherOptions.of("127.0.0.1:8081", "/shop").withTopic(""))
        .withMessage("topic is missing");
    SubscriberOptions subscriber = SubscriberOptions.of("127.0.0.1:8081", "mail");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriberOptions.of("", "mail"))
        .withMessage("endpoints is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subscriber.withTopic(" "))
        .withMessage("topic is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subscriber.withThreads(0))
        .withMessage("threads must be at least 1, is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subscriber.withRequestTimeout(Duration.ZERO))
        .withMessage("requestTimeout must be at least 1 ms, is PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PublisherOptions.of("127.0.0.1:8081", "/shop")
                    .withRequestTimeout(Duration.ofSeconds(-1)))
        .withMessage("requestTimeout must be at least 1 ms, is PT-1S");
    assertThat(subscriber.withThreads(1).withTopic("t").withRequestTimeout(Duration.ofSeconds(9)))
        .isEqualTo(
            new SubscriberOptions(
                "127.0.0.1:8081",
                "mail",
                "t",
                Set.of(),
                1,
                Duration.ofSeconds(9),
                BrokerAccess.open()));
  }

  @Test
  void endpointsAreSingleAddresses() {
    assertThat(Endpoints.addresses("127.0.0.1:8081;[::1]:8082"))
        .map(address -> address.getHostString() + " " + address.getPort())
        .containsExactly("127.0.0.1 8081", "0:0:0:0:0:0:0:1 8082");
  }
}
