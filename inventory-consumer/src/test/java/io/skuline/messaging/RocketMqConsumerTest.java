package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.java.exception.InternalErrorException;
import org.junit.jupiter.api.Test;

class RocketMqConsumerTest {

  @Test
  void aBrokerThatHasForgottenTheConsumerIsToldFromOtherFailures() {
    InternalErrorException newer =
        new InternalErrorException(
            50001, "1", "Cannot invoke \"Settings.getClientType()\". NullPointerException.");
    InternalErrorException older =
        new InternalErrorException(50001, "1", "null. NullPointerException. ReceiveMessage");
    assertThat(RocketMqConsumer.isForgotten(newer)).isTrue();
    assertThat(RocketMqConsumer.isForgotten(new CompletionException(older))).isTrue();
    assertThat(RocketMqConsumer.isForgotten(new InternalErrorException(50001, "1", "disk full")))
        .isFalse();
    assertThat(RocketMqConsumer.isForgotten(new NullPointerException())).isFalse();
    assertThat(RocketMqConsumer.isForgotten(null)).isFalse();
  }
}
