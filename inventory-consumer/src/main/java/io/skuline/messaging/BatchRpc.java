package io.skuline.messaging;

import apache.rocketmq.v2.AckMessageEntry;
import apache.rocketmq.v2.AckMessageRequest;
import apache.rocketmq.v2.AckMessageResponse;
import apache.rocketmq.v2.AckMessageResultEntry;
import apache.rocketmq.v2.Code;
import apache.rocketmq.v2.Encoding;
import apache.rocketmq.v2.MessageQueue;
import apache.rocketmq.v2.MessageType;
import apache.rocketmq.v2.Permission;
import apache.rocketmq.v2.QueryRouteRequest;
import apache.rocketmq.v2.QueryRouteResponse;
import apache.rocketmq.v2.Resource;
import apache.rocketmq.v2.SendMessageRequest;
import apache.rocketmq.v2.SendMessageResponse;
import apache.rocketmq.v2.Status;
import apache.rocketmq.v2.SystemProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.java.impl.ClientImpl;
import org.apache.rocketmq.client.java.message.MessageIdCodec;
import org.apache.rocketmq.client.java.message.MessageViewImpl;
import org.apache.rocketmq.client.java.route.Endpoints;
import org.apache.rocketmq.client.java.rpc.RpcFuture;
import org.apache.rocketmq.shaded.com.google.protobuf.Timestamp;
import org.apache.rocketmq.shaded.com.google.protobuf.UnsafeByteOperations;
import org.apache.rocketmq.shaded.com.google.protobuf.util.Timestamps;

/**
 * Two RPCs of RocketMQ's protocol that take many messages at once, where the client's public API
 * takes one, because the client's work per RPC limits throughput. A third one asks for a topic's
 * queues, which the public API does not offer.
 *
 * <p>This, {@link ReceiveRpc}, {@link ReceivedMessage} and {@link DirectRpc} are the only classes
 * that know the client's inside, which is the same in rocketmq-client-java 5.0.8 to 5.2.0. If
 * another version differs, these methods throw a {@link LinkageError} or a {@link
 * ClassCastException} before anything is sent, and {@link RocketMqClient} goes back to the public
 * API.
 */
final class BatchRpc {

  private static final String HOST = host();

  private final Duration timeout;

  BatchRpc(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Sends messages of one topic without message groups, all or none. The broker stores each as a
   * message of its own, with its id, key, tag and properties.
   *
   * @throws ExecutionException if it is not certain that they are stored
   */
  void send(Producer producer, List<Message> messages)
      throws ExecutionException, InterruptedException {
    if (messages.isEmpty()) {
      return;
    }
    ClientImpl client = (ClientImpl) (Object) producer;
    SendMessageRequest.Builder request = SendMessageRequest.newBuilder();
    Resource topic = Resource.newBuilder().setName(messages.get(0).getTopic()).build();
    Timestamp now = Timestamps.fromMillis(System.currentTimeMillis());
    messages.forEach(message -> request.addMessages(encode(message, topic, now)));
    RpcFuture<SendMessageRequest, SendMessageResponse> reply =
        DirectRpc.send(client, client.getEndpoints(), request.build(), timeout);
    Status status = reply.get().getStatus();
    if (status.getCode() != Code.OK) {
      throw new ExecutionException(new IllegalStateException("the broker says " + status));
    }
  }

  /**
   * Acknowledges messages of one topic, with one request to each broker from which they came.
   *
   * @return how many messages the brokers did not accept
   * @throws ExecutionException if it is not certain that any message is acknowledged
   */
  int acknowledge(SimpleConsumer consumer, List<MessageView> messages)
      throws ExecutionException, InterruptedException {
    ClientImpl client = (ClientImpl) (Object) consumer;
    Map<Endpoints, AckMessageRequest.Builder> requests = new LinkedHashMap<>();
    for (MessageView message : messages) {
      MessageViewImpl received = (MessageViewImpl) message;
      requests
          .computeIfAbsent(received.getEndpoints(), any -> acknowledgement(consumer, received))
          .addEntries(
              AckMessageEntry.newBuilder()
                  .setMessageId(received.getMessageId().toString())
                  .setReceiptHandle(received.getReceiptHandle()));
    }
    List<RpcFuture<AckMessageRequest, AckMessageResponse>> replies = new ArrayList<>();
    requests.forEach(
        (endpoints, request) ->
            replies.add(DirectRpc.acknowledge(client, endpoints, request.build(), timeout)));
    int refused = 0;
    for (RpcFuture<AckMessageRequest, AckMessageResponse> reply : replies) {
      refused += refused(reply.getRequest().getEntriesCount(), reply.get());
    }
    return refused;
  }

  private static AckMessageRequest.Builder acknowledgement(
      SimpleConsumer consumer, MessageViewImpl first) {
    return AckMessageRequest.newBuilder()
        .setGroup(Resource.newBuilder().setName(consumer.getConsumerGroup()))
        .setTopic(Resource.newBuilder().setName(first.getTopic()));
  }

  private static int refused(int messages, AckMessageResponse response) {
    if (response.getEntriesCount() == 0) {
      return response.getStatus().getCode() == Code.OK ? 0 : messages;
    }
    int refused = 0;
    for (AckMessageResultEntry entry : response.getEntriesList()) {
      refused += entry.getStatus().getCode() == Code.OK ? 0 : 1;
    }
    return refused;
  }

  /**
   * Tells whether the broker knows a topic.
   *
   * @throws ExecutionException if the broker cannot be asked
   */
  boolean knows(Producer producer, String topic) throws ExecutionException, InterruptedException {
    return route(producer, topic).getStatus().getCode() != Code.TOPIC_NOT_FOUND;
  }

  private QueryRouteResponse route(Producer producer, String topic)
      throws ExecutionException, InterruptedException {
    return route((ClientImpl) (Object) producer, topic, timeout).get();
  }

  static RpcFuture<QueryRouteRequest, QueryRouteResponse> route(
      ClientImpl client, String topic, Duration timeout) {
    QueryRouteRequest request =
        QueryRouteRequest.newBuilder()
            .setTopic(Resource.newBuilder().setName(topic))
            .setEndpoints(client.getEndpoints().toProtobuf())
            .build();
    return client.getClientManager().queryRoute(client.getEndpoints(), request, timeout);
  }

  /**
   * Returns the queues of a topic that can be read now, over all brokers; see {@link #queueOf}. The
   * result is empty if the topic does not exist.
   *
   * @throws ExecutionException if the broker cannot be asked
   */
  Set<String> queues(Producer producer, String topic)
      throws ExecutionException, InterruptedException {
    QueryRouteResponse route = route(producer, topic);
    Code code = route.getStatus().getCode();
    if (code != Code.OK && code != Code.TOPIC_NOT_FOUND) {
      throw new ExecutionException(
          new IllegalStateException("the broker says " + route.getStatus()));
    }
    Set<String> queues = new TreeSet<>();
    for (MessageQueue queue : route.getMessageQueuesList()) {
      if (isReadable(queue)) {
        queues.add(queueName(queue.getBroker().getName(), Integer.toString(queue.getId())));
      }
    }
    return queues;
  }

  static boolean isReadable(MessageQueue queue) {
    Permission permission = queue.getPermission();
    return permission == Permission.READ || permission == Permission.READ_WRITE;
  }

  /**
   * Returns the queue that a message was received from, as {@code broker/number}. The broker writes
   * it into the receipt handle, as the sixth and seventh word. The result is empty if the broker
   * does not do so.
   */
  static Optional<String> queueOf(MessageView message) {
    return queueIn(((MessageViewImpl) message).getReceiptHandle());
  }

  static Optional<String> queueIn(String receiptHandle) {
    String[] words = receiptHandle.split(" ", -1);
    boolean known =
        words.length >= 8 && !words[5].isEmpty() && words[6].chars().allMatch(Character::isDigit);
    return known && !words[6].isEmpty()
        ? Optional.of(queueName(words[5], words[6]))
        : Optional.empty();
  }

  private static String queueName(String broker, String number) {
    return broker + "/" + number;
  }

  private static apache.rocketmq.v2.Message encode(Message message, Resource topic, Timestamp now) {
    SystemProperties.Builder properties =
        SystemProperties.newBuilder()
            .addAllKeys(message.getKeys())
            .setMessageId(MessageIdCodec.getInstance().nextMessageId().toString())
            .setBornTimestamp(now)
            .setBornHost(HOST)
            .setBodyEncoding(Encoding.IDENTITY)
            .setMessageType(MessageType.NORMAL);
    message.getTag().ifPresent(properties::setTag);
    return apache.rocketmq.v2.Message.newBuilder()
        .setTopic(topic)
        .setSystemProperties(properties)
        .putAllUserProperties(message.getProperties())
        // Nobody changes the body any more, so it is not copied.
        .setBody(UnsafeByteOperations.unsafeWrap(message.getBody()))
        .build();
  }

  /**
   * Reports the consumer's settings to the broker again. The client does that every five minutes.
   * Until then, a broker that has forgotten the consumer, because the consumer stood still for too
   * long, refuses its receives.
   */
  static void reportSettings(SimpleConsumer consumer) {
    ((ClientImpl) (Object) consumer).syncSettings();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
