package io.skuline.messaging;

import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Creates the clients with which a {@link RocketMqClient} sends and receives. */
interface RocketMqClientFactory {

  /** Returns a connected producer. */
  Producer producer() throws ClientException;

  /** Returns a connected consumer of one topic. */
  SimpleConsumer consumer(String group, String topic) throws ClientException;
}
