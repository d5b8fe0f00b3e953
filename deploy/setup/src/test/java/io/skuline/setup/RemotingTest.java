package io.skuline.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about servers that do not answer as RocketMQ does. Real ones: see StackIT. */
class RemotingTest {
  private static final String ONE_CLUSTER =
      """
      {"brokerAddrTable":{"a":{"brokerAddrs":{0:"10.0.0.1:10911",1:"10.0.0.2:10911"}},\
      "b":{"brokerAddrs":{"0":"10.0.0.3:10911"}},"c":{"brokerAddrs":{1:"10.0.0.4:10911"}}},\
      "clusterAddrTable":{"one":["b","a"],"two":["c"]}}""";

  @Test
  void theMastersOfTheNamedCluster() throws IOException {
    try (var server = OneAnswer.of(0, "", ONE_CLUSTER);
        var names = NameServer.connect(server.address(), RemotingAccess.open())) {
      assertThat(names.masters("one"))
          .containsExactlyEntriesOf(
              new TreeMap<>(Map.of("a", "10.0.0.1:10911", "b", "10.0.0.3:10911")));
    }
  }

  @Test
  void noClusterIsGuessed() throws IOException {
    assertThat(refusal(ONE_CLUSTER, ""))
        .hasMessageContaining("has the clusters one, two: name one of them")
        .matches(e -> !((SetupException) e).isUnreachable());
    assertThat(refusal(ONE_CLUSTER, "three"))
        .hasMessageContaining("has no cluster three, only one, two");
  }

  @Test
  void aBrokerWithoutMasterAndAnEmptyNameServerAreWorthWaitingFor() throws IOException {
    assertThat(refusal(ONE_CLUSTER, "two"))
        .hasMessage("the broker c has no master that is up")
        .matches(e -> ((SetupException) e).isUnreachable());
    assertThat(refusal("{}", ""))
        .hasMessageContaining("knows no broker")
        .matches(e -> ((SetupException) e).isUnreachable());
  }

  @Test
  void aRefusalIsQuotedWithoutTheServersStackTrace() throws IOException {
    try (var server = OneAnswer.of(16, "not allowed\\nat com.example", "");
        var broker = Broker.connect(server.address(), RemotingAccess.open())) {
      assertThatThrownBy(broker::topics)
          .isInstanceOf(SetupException.class)
          .hasMessage(
              "RocketMQ at %s refuses to list its topics: not allowed. Give the credentials of a"
                      .formatted(server.address())
                  + " user who may administer it");
    }
  }

  @Test
  void anotherProtocolIsRecognised() throws IOException {
    try (var server = OneAnswer.ofText("HTTP/1.1 400 Bad Request\r\n\r\n");
        var broker = Broker.connect(server.address(), RemotingAccess.open())) {
      assertThatThrownBy(broker::topics)
          .hasMessageContaining(server.address())
          .hasMessageContaining("not in RocketMQ's protocol");
    }
  }

  @Test
  void nobodyAnswers() throws IOException {
    String address;
    try (var server = OneAnswer.ofText("")) {
      address = server.address();
    }
    assertThatThrownBy(
            () -> NameServer.connect(address + "; " + address, RemotingAccess.open()).close())
        .hasMessageContaining("RocketMQ does not answer at " + address)
        .matches(e -> ((SetupException) e).isUnreachable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "broker", ":10911", "broker:", "broker:x", "broker:65536"})
  void noAddress(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text)).hasMessageContaining("HOST:PORT");
  }

  @Test
  void addressesMayBeOfBothKinds() {
    assertThat(HostAndPort.parse("broker:10911")).isEqualTo(new HostAndPort("broker", 10911));
    assertThat(HostAndPort.parse("[::1]:9876")).isEqualTo(new HostAndPort("::1", 9876));
  }

  @Test
  void theSecretIsNotSent() {
    var signer = new RequestSigner("operator", "top-secret", Optional.of("token"));

    Map<String, String> signed = signer.signed(Map.of("topic", "t"), "body".getBytes(UTF_8));

    assertThat(signed).containsKeys("AccessKey", "SecurityToken", "Signature", "topic");
    assertThat(signed.toString() + signer).doesNotContain("top-secret");
  }

  private static Throwable refusal(String body, String cluster) throws IOException {
    try (var server = OneAnswer.of(0, "", body);
        var names = NameServer.connect(server.address(), RemotingAccess.open())) {
      return catchThrowable(() -> names.masters(cluster));
    }
  }
}
