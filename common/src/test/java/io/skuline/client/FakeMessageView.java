package io.skuline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageId;
import org.apache.rocketmq.client.apis.message.MessageView;

/** A message that no broker has seen. */
record FakeMessageView(String body) implements MessageView {

  private record Id(String id) implements MessageId {
    @Override
    public String getVersion() {
      return "01";
    }

    @Override
    public String toString() {
      return id;
    }
  }

  @Override
  public MessageId getMessageId() {
    return new Id("id");
  }

  @Override
  public String getTopic() {
    return "topic";
  }

  @Override
  public ByteBuffer getBody() {
    return ByteBuffer.wrap(body.getBytes(UTF_8));
  }

  @Override
  public Map<String, String> getProperties() {
    return Map.of();
  }

  @Override
  public Optional<String> getTag() {
    return Optional.empty();
  }

  @Override
  public Collection<String> getKeys() {
    return List.of();
  }

  @Override
  public Optional<String> getMessageGroup() {
    return Optional.of("sku");
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

  @Override
  public String getBornHost() {
    return "host";
  }

  @Override
  public long getBornTimestamp() {
    return 1;
  }

  @Override
  public int getDeliveryAttempt() {
    return 1;
  }
}
