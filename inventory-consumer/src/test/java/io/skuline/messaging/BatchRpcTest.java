package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchRpcTest {

  @Test
  void theReceiptHandleNamesTheQueue() {
    assertThat(BatchRpc.queueIn("12 1764000000000 30000 3 0 broker-a 11 12 4711"))
        .hasValue("broker-a/11");
    assertThat(BatchRpc.queueIn("12 1764000000000 30000 3 0 broker-a 0 12")).hasValue("broker-a/0");
  }

  @Test
  void anotherHandleNamesNone() {
    assertThat(BatchRpc.queueIn("")).isEmpty();
    assertThat(BatchRpc.queueIn("opaque")).isEmpty();
    assertThat(BatchRpc.queueIn("12 1764000000000 30000 3 0 broker-a x 12")).isEmpty();
    assertThat(BatchRpc.queueIn("12 1764000000000 30000 3 0  7 12")).isEmpty();
    assertThat(BatchRpc.queueIn("12 1764000000000 30000 3 0 broker-a  12")).isEmpty();
  }
}
