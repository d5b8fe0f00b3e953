package io.skuline.messaging;

import io.skuline.access.Refusal;

/** RocketMQ refuses this service; the message says why, and which setting to look at. */
final class BrokerRefusedException extends RuntimeException {

  BrokerRefusedException(Refusal refusal, Throwable cause) {
    super(refusal.message() + ". " + remedy(refusal.reason()), cause);
  }

  private static String remedy(Refusal.Reason reason) {
    return switch (reason) {
      case CREDENTIALS ->
          "Set skuline.rocketmq.access-key and .secret-key, or .credentials-file, to a user of it";
      case RIGHTS -> "Grant it, or use another user";
      case TLS -> "TLS is skuline.rocketmq.tls, and what it trusts .ca-file";
    };
  }
}
