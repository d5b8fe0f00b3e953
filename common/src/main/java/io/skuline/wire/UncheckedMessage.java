package io.skuline.wire;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.Message;

/** A message for RocketMQ's client that does not come from its builder. */
record UncheckedMessage(String topic, WireMessage content) implements Message {

  @Override
  public String getTopic() {
    return topic;
  }

  @Override
  public ByteBuffer getBody() {
    return ByteBuffer.wrap(content.body());
  }

  @Override
  public Map<String, String> getProperties() {
    return content.properties();
  }

  @Override
  public Optional<String> getTag() {
    return Optional.of(content.tag());
  }

  @Override
  public Collection<String> getKeys() {
    return List.of(content.key());
  }

  @Override
  public Optional<String> getMessageGroup() {
    return content.group();
  }

  @Override
  public Optional<String> getLiteTopic() {
    return Optional.empty();
  }

  @Override
  public Optional<Long> getDeliveryTimestamp() {
    return Optional.empty();
  }

  @Override
  public Optional<Integer> getPriority() {
    return Optional.empty();
  }
}
