package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.LocalStack;
import io.skuline.stack.StackAccess;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RocketMqAdmin;
import io.skuline.stack.process.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * RocketMQ, Redis and the database accept only TLS, and require a user with rights. The test always
 * runs on local servers.
 */
class TlsAndCredentialsIT {

  private static final StackOptions OPTIONS = StackOptions.defaults().withAccessControl();
  private static final StackAccess ACCESS = OPTIONS.access().orElseThrow();
  private static final String SECRET = "made-up-for-this-test";

  @TempDir private static Path folder;
  private static LocalStack stack;
  private static Installation installation;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(OPTIONS);
    installation = Installation.on(stack);
    grantServiceItsRights();
    grantShopItsRights();
  }

  @AfterAll
  static void close() {
    if (stack != null) {
      stack.close();
    }
  }

  /** The rights are those that docs/security.md lists. */
  private static void grantServiceItsRights() {
    RocketMqAdmin admin = stack.rocketmqAdmin();
    admin.createUser("service", SECRET);
    admin.grant("service", "Topic:" + installation.topic("order-events"), "Pub,Sub");
    admin.grant("service", "Topic:" + installation.topic("stock-journal"), "Pub,Sub");
    admin.grant("service", "Topic:" + installation.topic("stock-results"), "Pub");
    admin.grant("service", "Topic:" + installation.topic("stock-dead-letters"), "Pub,Sub");
    for (String group : List.of("intake", "ledger", "dead-letters")) {
      admin.grant("service", "Group:" + installation.group(group), "Sub");
    }
    for (String group : List.of("intake", "ledger")) {
      admin.grant("service", "Topic:%DLQ%" + installation.group(group), "Sub");
    }
  }

  private static void grantShopItsRights() {
    RocketMqAdmin admin = stack.rocketmqAdmin();
    admin.createUser("shop", SECRET);
    admin.grant("shop", "Topic:" + installation.topic("order-events"), "Pub");
    admin.grant("shop", "Topic:" + installation.topic("stock-results"), "Sub");
    admin.grant("shop", "Group:" + installation.group("shop"), "Sub");
  }

  @Test
  void ordersAreAnsweredByThoseWhoMay() throws Exception {
    BrokerAccess access =
        BrokerAccess.open()
            .withTls(ACCESS.certificate().certificate())
            .withCredentials(Credentials.of("shop", SECRET));
    try (ServiceProcess service = ServiceProcess.start(installation, settings(SECRET));
        Shop shop = new Shop(installation, access)) {
      String sku = shop.stocked("closed-access", 5);
      OrderCreated order = shop.order(new OrderLine(sku, 2));

      assertThat(shop.ask(order)).isInstanceOf(DeductionConfirmed.class);
      Books.balance(service);
      assertThat(Books.available(service, sku)).isEqualTo(3);
      assertThat(service.log())
          .containsOnlyOnce("is encrypted, but the server's certificate is not verified")
          .doesNotContain("has no permission")
          .doesNotContain(SECRET, ACCESS.password(), ServerCertificate.PASSWORD);
    }
  }

  @Test
  void theServiceSaysInPlainWordsWhyItIsShutOut() throws Exception {
    Map<String, String> settings = settings("wrong");
    settings.put("SKULINE_REDIS_TLS_TRUST_STORE", another().trustStore().toString());
    try (ServiceProcess service = ServiceProcess.launch(installation, settings)) {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(service.log())
                      .contains("does not accept the access key service with this secret key")
                      .contains("Set skuline.rocketmq.access-key and .secret-key")
                      .contains("Stock stays fenced: the certificate of Redis is not to be trusted")
                      .doesNotContain(ACCESS.password()));
    }
  }

  private static ServerCertificate another() {
    return ServerCertificate.ofLocalhost(folder.resolve("another"));
  }

  private static Map<String, String> settings(String secret) throws IOException {
    Path credentials =
        Files.writeString(
            folder.resolve("credentials-" + secret),
            "access-key=service\nsecret-key=" + secret + "\n");
    Map<String, String> settings = new HashMap<>();
    settings.put("SKULINE_ROCKETMQ_TLS", "true");
    settings.put("SKULINE_ROCKETMQ_CA_FILE", ACCESS.certificate().certificate().toString());
    settings.put("SKULINE_ROCKETMQ_CREDENTIALS_FILE", credentials.toString());
    settings.put("SKULINE_REDIS_USERNAME", ACCESS.user());
    settings.put("SKULINE_REDIS_PASSWORD", ACCESS.password());
    settings.put("SKULINE_REDIS_TLS_TRUST_STORE", ACCESS.certificate().trustStore().toString());
    settings.put("SKULINE_REDIS_TLS_TRUST_STORE_PASSWORD", ServerCertificate.PASSWORD);
    return settings;
  }
}
