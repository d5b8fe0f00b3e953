package io.skuline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.skuline.stack.process.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientConfigurationBuilder;
import org.apache.rocketmq.client.apis.SessionCredentials;
import org.apache.rocketmq.shaded.io.grpc.Status;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAccessTest {

  /** An address at which nobody listens. */
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir private static Path folder;
  private static ServerCertificate certificate;

  @BeforeAll
  static void makeCertificate() {
    certificate = ServerCertificate.ofLocalhost(folder.resolve("server"));
  }

  @Test
  void rocketMqIsToldAllOfIt() {
    ClientConfigurationBuilder builder = ClientConfiguration.newBuilder().setEndpoints(NOBODY);
    BrokerAccess.open()
        .withTls()
        .withCredentials(Credentials.of("shop", "s3cret").withSessionToken("t0ken"))
        .apply(builder);
    ClientConfiguration configuration = builder.build();

    assertThat(configuration.isSslEnabled()).isTrue();
    SessionCredentials sent =
        configuration.getCredentialsProvider().orElseThrow().getSessionCredentials();
    assertThat(sent.getAccessKey()).isEqualTo("shop");
    assertThat(sent.getAccessSecret()).isEqualTo("s3cret");
    assertThat(sent.tryGetSecurityToken()).hasValue("t0ken");
  }

  @Test
  void byDefaultItIsNobodyInPlainText() {
    ClientConfigurationBuilder builder = ClientConfiguration.newBuilder().setEndpoints(NOBODY);
    BrokerAccess.open().apply(builder);
    ClientConfiguration configuration = builder.build();

    assertThat(configuration.isSslEnabled()).isFalse();
    assertThat(configuration.getCredentialsProvider()).isEmpty();
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(BrokerAccess.open().withCredentials(Credentials.of("shop", "s3cret")))
        .hasToString("access key shop, plain text");
    assertThat(BrokerAccess.open().withTls()).hasToString("no credentials, TLS");
  }

  @Test
  void aFileOfCertificatesMustBeOne() throws IOException {
    Path none = folder.resolve("none.pem");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAA==\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerAccess.open().withTls(none))
        .withMessage("there is no file " + none);
    for (Path each : new Path[] {empty, key, certificate.keyStore()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BrokerAccess.open().withTls(each))
          .withMessage(
              "the file %s has no certificates in PEM form, which begin with -----BEGIN"
                      .formatted(each)
                  + " CERTIFICATE-----");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerAccess.open().withTls(folder))
        .withMessage(folder + " is a folder, not a file");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new BrokerAccess(Optional.empty(), false, Optional.of(certificate.certificate())))
        .withMessage("a CA file is given, but TLS is off");
  }

  @Test
  void theCertificateOfEachEndpointIsLookedAt() throws Exception {
    BrokerAccess access = BrokerAccess.open().withTls(certificate.certificate());
    ServerCertificate another = ServerCertificate.ofLocalhost(folder.resolve("another"));
    try (OneServer right = OneServer.withTls(certificate);
        OneServer wrong = OneServer.withTls(another)) {
      assertThatNoException().isThrownBy(() -> access.check(right.endpoint()));
      assertUntrusted(
          access,
          right.endpoint() + ";" + wrong.endpoint(),
          wrong.endpoint() + " is not signed by any of " + certificate.certificate());
      BrokerAccess unchecked = BrokerAccess.open().withTls();
      assertThatNoException().isThrownBy(() -> unchecked.check(wrong.endpoint()));
    }
  }

  @Test
  void itMustBeForThatNameAndStillBeGood() throws Exception {
    ServerCertificate misnamed =
        ServerCertificate.in(
            folder.resolve("misnamed"), "-keyalg", "EC", "-ext", "san=dns:mq.example");
    ServerCertificate expired =
        ServerCertificate.in(
            folder.resolve("expired"),
            "-keyalg",
            "EC",
            "-ext",
            "san=ip:127.0.0.1",
            "-startdate",
            "-3d",
            "-validity",
            "1");
    ServerCertificate early =
        ServerCertificate.in(
            folder.resolve("early"),
            "-keyalg",
            "EC",
            "-ext",
            "san=ip:127.0.0.1",
            "-startdate",
            "+3d");
    try (OneServer first = OneServer.withTls(misnamed);
        OneServer second = OneServer.withTls(expired);
        OneServer third = OneServer.withTls(early)) {
      assertUntrusted(
          BrokerAccess.open().withTls(misnamed.certificate()),
          first.endpoint(),
          "is not for the name 127.0.0.1");
      assertUntrusted(
          BrokerAccess.open().withTls(expired.certificate()), second.endpoint(), "has expired");
      assertUntrusted(
          BrokerAccess.open().withTls(early.certificate()), third.endpoint(), "is not valid yet");
    }
  }

  @Test
  void whoDoesNotSpeakTlsHasNoCertificate() throws IOException {
    try (OneServer server = OneServer.withoutTls()) {
      assertUntrusted(
          BrokerAccess.open().withTls(certificate.certificate()),
          server.endpoint(),
          server.endpoint() + " cannot be checked: no TLS is spoken there");
    }
  }

  /** The client reports that better. */
  @Test
  void whoDoesNotAnswerIsLeftToTheClient() {
    BrokerAccess access = BrokerAccess.open().withTls(certificate.certificate());

    assertThatNoException().isThrownBy(() -> access.check(NOBODY + ";nonsense:x"));
    assertThat(access.explain(NOBODY, unavailable())).isEmpty();
  }

  @Test
  void whoSpeaksDifferentlyIsTold() throws Exception {
    try (OneServer encrypted = OneServer.withTls(certificate);
        OneServer plain = OneServer.withoutTls()) {
      assertThat(BrokerAccess.open().explain(encrypted.endpoint(), unavailable()))
          .hasValue(
              new Refusal(
                  Refusal.Reason.TLS,
                  "RocketMQ at %s speaks TLS, which is off here".formatted(encrypted.endpoint())));
      assertThat(BrokerAccess.open().withTls().explain(plain.endpoint(), unavailable()))
          .hasValue(
              new Refusal(
                  Refusal.Reason.TLS,
                  "no TLS is spoken at %s, but it is on here".formatted(plain.endpoint())));
      assertThat(BrokerAccess.open().withTls().explain(encrypted.endpoint(), unavailable()))
          .isEmpty();
      assertThat(BrokerAccess.open().explain(encrypted.endpoint(), new IllegalStateException()))
          .isEmpty();
    }
  }

  /** RocketMQ's proxy reports this in a way that its client does not read. */
  @Test
  void whoMayReadATopicButNotPublishToItHearsNothing() {
    Throwable silence = new IllegalStateException(new CancellationException("Task was cancelled."));
    BrokerAccess named = BrokerAccess.open().withCredentials(Credentials.of("shop", "s3cret"));

    assertThat(named.explain(NOBODY, silence))
        .map(Refusal::message)
        .hasValue(
            "RocketMQ at 127.0.0.1:1 knows the topic, but does not let the access key shop go on;"
                + " it may lack the right (Pub to publish, Sub on topic and group to receive)");
    assertThat(named.refusal(NOBODY, silence)).as("it is tried again").isEmpty();
    assertThat(BrokerAccess.open().explain(NOBODY, silence)).isEmpty();
  }

  private static Throwable unavailable() {
    return new IllegalStateException(
        new ExecutionException(
            Status.UNAVAILABLE.withDescription("io exception").asRuntimeException()));
  }

  private static void assertUntrusted(BrokerAccess access, String endpoints, String why) {
    assertThatExceptionOfType(UntrustedException.class)
        .isThrownBy(() -> access.check(endpoints))
        .withMessageStartingWith("the certificate of RocketMQ at 127.0.0.1:")
        .withMessageEndingWith(why);
  }
}
