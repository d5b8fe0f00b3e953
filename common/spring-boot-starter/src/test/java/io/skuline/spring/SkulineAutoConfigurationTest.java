package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skuline.access.Credentials;
import io.skuline.client.ClientObserver;
import io.skuline.client.ConnectException;
import io.skuline.client.HotSkuSource;
import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublisherOptions;
import io.skuline.client.SubscriberOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the starter makes of settings; no broker is there. */
@Timeout(60)
class SkulineAutoConfigurationTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SkulineAutoConfiguration.class))
          .withPropertyValues("spring.application.name=shop");

  @Test
  void itStartsWithoutSettingsAndConnectsToNothing() {
    application.run(
        context -> {
          assertThat(context).hasNotFailed().hasSingleBean(ClientObserver.class);
          assertThat(context.getBeanNamesForType(OrderEventPublisher.class)).hasSize(1);
          ClientOptions options = context.getBean(ClientOptions.class);
          assertThat(options.publisher()).isEqualTo(PublisherOptions.of("127.0.0.1:8081", "/shop"));
          assertThat(options.subscriber("", Set.of()))
              .isEqualTo(SubscriberOptions.of("127.0.0.1:8081", "shop"));
        });
  }

  @Test
  void settingsBecomeOptions() {
    application
        .withPropertyValues(
            "skuline.client.endpoints=10.0.0.1:9081",
            "skuline.client.request-timeout=7s",
            "skuline.client.tls=true",
            "skuline.client.access-key=checkout",
            "skuline.client.secret-key=s3cret",
            "skuline.client.publisher.source=/shop/checkout",
            "skuline.client.publisher.topic=orders",
            "skuline.client.publisher.max-in-flight=9",
            "skuline.client.publisher.hot-skus=http://skuline:8080",
            "skuline.client.listener.group=mail",
            "skuline.client.listener.topic=results",
            "skuline.client.listener.threads=3")
        .run(
            context -> {
              ClientOptions options = context.getBean(ClientOptions.class);
              PublisherOptions publisher = options.publisher();
              assertThat(publisher.endpoints()).isEqualTo("10.0.0.1:9081");
              assertThat(publisher.source()).isEqualTo("/shop/checkout");
              assertThat(publisher.topic()).isEqualTo("orders");
              assertThat(publisher.maxInFlight()).isEqualTo(9);
              assertThat(publisher.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
              assertThat(publisher.hotSkus())
                  .contains(HotSkuSource.at(URI.create("http://skuline:8080")));
              assertThat(publisher.access().tls()).isTrue();
              assertThat(publisher.access().credentials())
                  .isEqualTo(Optional.of(Credentials.of("checkout", "s3cret")));
              SubscriberOptions subscriber = options.subscriber("", Set.of());
              assertThat(subscriber.group()).isEqualTo("mail");
              assertThat(subscriber.topic()).isEqualTo("results");
              assertThat(subscriber.threads()).isEqualTo(3);
              assertThat(context.getBean(SkulineClientProperties.class).toString())
                  .doesNotContain("s3cret");
            });
  }

  @Test
  void aContainerKnowsTheEndpointsBetter() {
    application
        .withBean(SkulineConnectionDetails.class, () -> () -> "127.0.0.1:32768")
        .run(
            context ->
                assertThat(context.getBean(ClientOptions.class).publisher().endpoints())
                    .isEqualTo("127.0.0.1:32768"));
  }

  @Test
  void whatIsMissingOrContradictsItselfIsNamed() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SkulineAutoConfiguration.class))
        .run(
            context ->
                assertThatIllegalArgumentException()
                    .isThrownBy(context.getBean(ClientOptions.class)::publisher)
                    .withMessage(
                        "skuline.client.publisher.source is missing, and so is"
                            + " spring.application.name: set one of them"));
    assertRefused(
        "skuline.client.access-key and skuline.client.secret-key must be given both",
        "skuline.client.access-key=a");
    assertRefused(
        "skuline.client.session-token is given without access-key",
        "skuline.client.session-token=t");
    assertRefused("skuline.client.ca-file is given, but", "skuline.client.ca-file=/ca.pem");
    assertRefused(
        "skuline.client.credentials-file: there is no file",
        "skuline.client.credentials-file=/no/such/file");
    assertRefused(
        "skuline.client.publisher.hot-skus: the service of hot SKUs must be an address",
        "skuline.client.publisher.hot-skus=skuline:8080");
    assertRefused("endpoints must be host:port", "skuline.client.endpoints=localhost");
  }

  private void assertRefused(String message, String setting) {
    application
        .withPropertyValues(setting)
        .run(
            context ->
                assertThatIllegalArgumentException()
                    .isThrownBy(context.getBean(ClientOptions.class)::publisher)
                    .withMessageStartingWith(message));
  }

  @Test
  void whyAPublisherDoesNotConnectIsSaidInALine() {
    application
        .withPropertyValues("skuline.client.endpoints=127.0.0.1:1")
        .withBean("shop", Publishing.class)
        .run(
            context -> {
              assertThat(context).hasFailed();
              Throwable failure = context.getStartupFailure();
              var analysis = new ConnectFailureAnalyzer().analyze(failure);
              assertThat(analysis.getDescription())
                  .startsWith("Skuline's client could not connect: no RocketMQ proxy answers at");
              assertThat(analysis.getAction()).contains("skuline.client.endpoints");
              assertThat(failure).hasRootCauseInstanceOf(Exception.class);
              assertThat(analysis.getCause()).isInstanceOf(ConnectException.class);
            });
  }

  record Publishing(OrderEventPublisher publisher) {}
}
