package io.skuline.messaging;

import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Makes the clients that a {@link RocketMqClient} sends and receives with. */
interface RocketMqClientFactory {

  /** A producer that is connected. */
  Producer producer() throws ClientException;

  /** A consumer of one topic that is connected. */
  SimpleConsumer consumer(String group, String topic) throws ClientException;
}
