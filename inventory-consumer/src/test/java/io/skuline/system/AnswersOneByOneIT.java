package io.skuline.system;

import java.util.Map;

/** The same answers through the client's public API alone. */
class AnswersOneByOneIT extends AnswersIT {

  @Override
  Map<String, String> settings() {
    return Map.of("SKULINE_ROCKETMQ_BATCHRPC", "off");
  }

  @Override
  boolean batchRpc() {
    return false;
  }
}
