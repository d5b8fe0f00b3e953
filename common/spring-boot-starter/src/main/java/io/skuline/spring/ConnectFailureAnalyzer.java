package io.skuline.spring;

import io.skuline.client.ConnectException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a few lines why an application did not start whose client could not connect. */
final class ConnectFailureAnalyzer extends AbstractFailureAnalyzer<ConnectException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConnectException cause) {
    return new FailureAnalysis(
        "Skuline's client could not connect: " + cause.getMessage(), action(cause.reason()), cause);
  }

  private static String action(ConnectException.Reason reason) {
    return switch (reason) {
      case UNREACHABLE ->
          "Start RocketMQ, or set skuline.client.endpoints to host:port of its gRPC proxy.";
      case MISSING ->
          "Create it, or name another one: skuline.client.publisher.topic,"
              + " skuline.client.listener.topic, skuline.client.listener.group.";
      case CREDENTIALS ->
          "Set skuline.client.access-key and secret-key, or skuline.client.credentials-file.";
      case RIGHTS -> "Give the user this right in RocketMQ, or use another user.";
      case TLS -> "Set skuline.client.tls and skuline.client.ca-file as the proxy needs them.";
    };
  }
}
