package io.skuline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageId;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A message that no broker has seen. Its property {@value #BORN} is the time at which it was
 * written.
 */
public record FakeMessage(String body, Map<String, String> properties, List<String> keys)
    implements MessageView {

  /** The name of that property; its value is in milliseconds since 1970. */
  public static final String BORN = "born";

  public FakeMessage(String body) {
    this(body, Map.of(), List.of());
  }

  public FakeMessage withProperties(Map<String, String> others) {
    return new FakeMessage(body, others, keys);
  }

  public FakeMessage withKeys(List<String> others) {
    return new FakeMessage(body, properties, others);
  }

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
    return properties;
  }

  @Override
  public Optional<String> getTag() {
    return Optional.empty();
  }

  @Override
  public Collection<String> getKeys() {
    return keys;
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
    return Long.parseLong(properties.getOrDefault(BORN, "1"));
  }

  @Override
  public int getDeliveryAttempt() {
    return 1;
  }
}
