package io.skuline.stack.process;

import io.skuline.setup.Broker;
import io.skuline.setup.BrokerLayout;
import io.skuline.setup.BrokerSetup;
import io.skuline.setup.BrokerSetup.Mode;
import io.skuline.setup.Finding;
import io.skuline.setup.NameServer;
import io.skuline.setup.RemotingAccess;
import io.skuline.setup.SetupException;
import io.skuline.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Administers RocketMQ: topics and groups as {@code deploy/skuline setup} does it, everything else
 * as a client of {@link io.skuline.stack.rocketmq.AdminEndpoint}.
 */
public final class RocketMqAdmin {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final String nameServerAddress;
  private final String brokerAddress;
  private final RemotingAccess access;

  /**
   * Remembers where RocketMQ is.
   *
   * @param port the port of the endpoint
   */
  public RocketMqAdmin(
      int port, String nameServerAddress, String brokerAddress, RemotingAccess access) {
    this.port = port;
    this.nameServerAddress = nameServerAddress;
    this.brokerAddress = brokerAddress;
    this.access = access;
  }

  /** Returns whether the broker answers and the name server knows it. */
  public boolean ready() {
    try {
      return send("GET", "/ready", READY_TIMEOUT).statusCode() == 204;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Creates topics and groups, and returns when clients can find the topics. */
  public void create(BrokerLayout layout) {
    try (var nameServer = NameServer.connect(nameServerAddress, access);
        var broker = Broker.connect(brokerAddress, access)) {
      for (Finding each : new BrokerSetup(layout, Mode.FIX).apply("broker", broker)) {
        if (!each.asNeeded()) {
          throw new StackException(
              "The %s %s %s".formatted(each.kind(), each.name(), each.detail()));
        }
      }
      layout.topics().forEach(topic -> nameServer.awaitRoute(topic.name()));
    } catch (SetupException e) {
      throw new StackException(e.getMessage(), e);
    }
  }

  public void deleteTopic(String name) {
    change("DELETE", "/topics/" + name);
  }

  /** Creates a user without any rights. */
  public void createUser(String name, String password) {
    change("PUT", "/users/" + name + "?password=" + password);
  }

  /**
   * Gives a user rights on a topic or a group.
   *
   * @param resource {@code Topic:NAME} or {@code Group:NAME}; with {@code *} at its end, all names
   *     that begin so
   * @param actions {@code Pub}, {@code Sub}, or both with a comma between them
   */
  public void grant(String user, String resource, String actions) {
    String encoded = URLEncoder.encode(resource, StandardCharsets.UTF_8);
    change("PUT", "/rights/" + user + "?resource=" + encoded + "&actions=" + actions);
  }

  /** Returns whether the endpoint itself answers. */
  boolean listening() {
    try {
      return send("GET", "/", READY_TIMEOUT).statusCode() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void change(String method, String path) {
    HttpResponse<String> answer;
    try {
      answer = send(method, path, TIMEOUT);
    } catch (IOException e) {
      throw new StackException("RocketMQ cannot be reached for " + method + " " + path, e);
    }
    if (answer.statusCode() != 204) {
      throw new StackException("RocketMQ refused " + method + " " + path + ": " + answer.body());
    }
  }

  private HttpResponse<String> send(String method, String path, Duration timeout)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    var request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).timeout(timeout);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while RocketMQ was asked", e);
    }
  }
}
