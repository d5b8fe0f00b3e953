package io.skuline.messaging;

import apache.rocketmq.v2.AckMessageRequest;
import apache.rocketmq.v2.AckMessageResponse;
import apache.rocketmq.v2.ReceiveMessageRequest;
import apache.rocketmq.v2.ReceiveMessageResponse;
import apache.rocketmq.v2.SendMessageRequest;
import apache.rocketmq.v2.SendMessageResponse;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.rocketmq.client.java.impl.ClientImpl;
import org.apache.rocketmq.client.java.impl.ClientManagerImpl;
import org.apache.rocketmq.client.java.route.Endpoints;
import org.apache.rocketmq.client.java.rpc.Context;
import org.apache.rocketmq.client.java.rpc.RpcClient;
import org.apache.rocketmq.client.java.rpc.RpcFuture;
import org.apache.rocketmq.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.rocketmq.shaded.com.google.common.util.concurrent.MoreExecutors;
import org.apache.rocketmq.shaded.io.grpc.Metadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RPCs on the client's own connections whose answers are handled by the thread of the connection.
 * The client hands each answer to a thread pool. For a receive it does so with every single
 * message, and the pool wakes the connection's thread again to ask for the next one. So whatever
 * listens to an answer of this class must not block: all answers of the connection would wait.
 *
 * <p>Where the client's connections cannot be had, the client itself makes the call.
 */
final class DirectRpc {

  private static final Logger log = LoggerFactory.getLogger(DirectRpc.class);

  private static final ExecutorService AT_ONCE = MoreExecutors.newDirectExecutorService();

  private static final @Nullable Method CONNECTION = connection();

  private DirectRpc() {}

  private interface Call<T> {
    ListenableFuture<T> on(RpcClient connection, Metadata metadata);
  }

  private static @Nullable Method connection() {
    try {
      Method method = ClientManagerImpl.class.getDeclaredMethod("getRpcClient", Endpoints.class);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.info("The connections of this RocketMQ client cannot be used directly: {}", e.toString());
      return null;
    }
  }

  static RpcFuture<SendMessageRequest, SendMessageResponse> send(
      ClientImpl client, Endpoints to, SendMessageRequest request, Duration timeout) {
    return call(
        client,
        to,
        request,
        (connection, metadata) -> connection.sendMessage(metadata, request, AT_ONCE, timeout),
        () -> client.getClientManager().sendMessage(to, request, timeout));
  }

  static RpcFuture<AckMessageRequest, AckMessageResponse> acknowledge(
      ClientImpl client, Endpoints to, AckMessageRequest request, Duration timeout) {
    return call(
        client,
        to,
        request,
        (connection, metadata) -> connection.ackMessage(metadata, request, AT_ONCE, timeout),
        () -> client.getClientManager().ackMessage(to, request, timeout));
  }

  static RpcFuture<ReceiveMessageRequest, List<ReceiveMessageResponse>> receive(
      ClientImpl client, Endpoints from, ReceiveMessageRequest request, Duration timeout) {
    return call(
        client,
        from,
        request,
        (connection, metadata) -> connection.receiveMessage(metadata, request, AT_ONCE, timeout),
        () -> client.getClientManager().receiveMessage(from, request, timeout));
  }

  private static <Q, A> RpcFuture<Q, A> call(
      ClientImpl client,
      Endpoints at,
      Q request,
      Call<A> call,
      Supplier<RpcFuture<Q, A>> byTheClient) {
    if (CONNECTION == null) {
      return byTheClient.get();
    }
    Metadata metadata;
    RpcClient connection;
    try {
      metadata = client.sign();
      connection = (RpcClient) CONNECTION.invoke(client.getClientManager(), at);
    } catch (ReflectiveOperationException | GeneralSecurityException e) {
      // Nothing is sent yet, and the client reports the same failure in its own way.
      return byTheClient.get();
    }
    return new RpcFuture<>(new Context(at, metadata), request, call.on(connection, metadata));
  }
}
