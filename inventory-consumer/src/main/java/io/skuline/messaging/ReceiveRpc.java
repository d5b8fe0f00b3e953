package io.skuline.messaging;

import apache.rocketmq.v2.Code;
import apache.rocketmq.v2.FilterExpression;
import apache.rocketmq.v2.FilterType;
import apache.rocketmq.v2.MessageQueue;
import apache.rocketmq.v2.QueryRouteRequest;
import apache.rocketmq.v2.QueryRouteResponse;
import apache.rocketmq.v2.ReceiveMessageRequest;
import apache.rocketmq.v2.ReceiveMessageResponse;
import apache.rocketmq.v2.Resource;
import apache.rocketmq.v2.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.java.exception.StatusChecker;
import org.apache.rocketmq.client.java.impl.ClientImpl;
import org.apache.rocketmq.client.java.message.MessageViewImpl;
import org.apache.rocketmq.client.java.route.MessageQueueImpl;
import org.apache.rocketmq.client.java.rpc.RpcFuture;
import org.apache.rocketmq.shaded.com.google.protobuf.util.Durations;
import org.apache.rocketmq.shaded.com.google.protobuf.util.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * Receives from a broker of the caller's choice, which the client's public API does not offer. If
 * the client's inside is another one, the methods throw like those of {@link BatchRpc}.
 */
final class ReceiveRpc {

  /** The number of a broker that is no replica. */
  private static final int MASTER = 0;

  private final Duration timeout;

  ReceiveRpc(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Asks for the brokers that have queues of a topic to read from.
   *
   * @param to is given one queue of each, by the broker's name, once the answer is there
   */
  void brokers(SimpleConsumer consumer, String topic, Consumer<Map<String, MessageQueueImpl>> to) {
    RpcFuture<QueryRouteRequest, QueryRouteResponse> reply =
        BatchRpc.route((ClientImpl) (Object) consumer, topic, timeout);
    reply.addListener(
        () -> {
          Map<String, MessageQueueImpl> brokers = new TreeMap<>();
          for (MessageQueue queue : answer(reply).getMessageQueuesList()) {
            if (BatchRpc.isReadable(queue) && queue.getBroker().getId() == MASTER) {
              brokers.putIfAbsent(queue.getBroker().getName(), new MessageQueueImpl(queue));
            }
          }
          if (!brokers.isEmpty()) {
            to.accept(brokers);
          }
        },
        Runnable::run);
  }

  /** A route that cannot be had is asked for again some time later. */
  private static QueryRouteResponse answer(RpcFuture<QueryRouteRequest, QueryRouteResponse> reply) {
    try {
      return reply.get();
    } catch (ExecutionException e) {
      return QueryRouteResponse.getDefaultInstance();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return QueryRouteResponse.getDefaultInstance();
    }
  }

  /**
   * Receives messages from the queues of one broker, as the client does for the broker whose turn
   * it is.
   *
   * @param queue any queue of the broker
   * @param patience how long the broker may wait for a message
   */
  CompletableFuture<List<MessageView>> receive(
      SimpleConsumer consumer,
      MessageQueueImpl queue,
      int most,
      Duration invisible,
      Duration patience) {
    ClientImpl client = (ClientImpl) (Object) consumer;
    ReceiveMessageRequest request =
        ReceiveMessageRequest.newBuilder()
            .setGroup(Resource.newBuilder().setName(consumer.getConsumerGroup()))
            .setMessageQueue(queue.toProtobuf())
            .setFilterExpression(
                FilterExpression.newBuilder().setType(FilterType.TAG).setExpression("*"))
            .setLongPollingTimeout(Durations.fromNanos(patience.toNanos()))
            .setBatchSize(most)
            .setInvisibleDuration(Durations.fromNanos(invisible.toNanos()))
            .build();
    RpcFuture<ReceiveMessageRequest, List<ReceiveMessageResponse>> reply =
        DirectRpc.receive(
            client, queue.getBroker().getEndpoints(), request, timeout.plus(patience));
    CompletableFuture<List<MessageView>> messages = new CompletableFuture<>();
    reply.addListener(
        () -> {
          try {
            messages.complete(messagesIn(reply, queue));
          } catch (ExecutionException e) {
            messages.completeExceptionally(e.getCause());
          } catch (InterruptedException | ClientException | RuntimeException | Error e) {
            messages.completeExceptionally(e);
          }
        },
        Runnable::run);
    return messages;
  }

  private static List<MessageView> messagesIn(
      RpcFuture<ReceiveMessageRequest, List<ReceiveMessageResponse>> reply, MessageQueueImpl queue)
      throws ExecutionException, InterruptedException, ClientException {
    Status status = Status.newBuilder().setCode(Code.INTERNAL_SERVER_ERROR).build();
    Long delivered = null;
    List<apache.rocketmq.v2.Message> received = new ArrayList<>();
    for (ReceiveMessageResponse response : reply.get()) {
      switch (response.getContentCase()) {
        case STATUS -> status = response.getStatus();
        case MESSAGE -> received.add(response.getMessage());
        case DELIVERY_TIMESTAMP -> delivered = Timestamps.toMillis(response.getDeliveryTimestamp());
        default -> {}
      }
    }
    StatusChecker.check(status, reply);
    List<MessageView> messages = new ArrayList<>(received.size());
    for (apache.rocketmq.v2.Message message : received) {
      messages.add(view(message, queue, delivered));
    }
    return messages;
  }

  private static MessageView view(
      apache.rocketmq.v2.Message message, MessageQueueImpl queue, @Nullable Long delivered) {
    try {
      return ReceivedMessage.of(message, queue, delivered);
    } catch (LinkageError e) {
      // Another version of the client: it makes its own views.
      return MessageViewImpl.fromProtobuf(message, queue, delivered);
    }
  }
}
