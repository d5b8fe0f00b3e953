package io.skuline.client;

import io.skuline.event.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A broker that answers when a test says so, or at once. */
final class FakeEventSender implements EventSender {

  private final List<OrderEvent> sent = new ArrayList<>();
  private final List<Map<String, String>> sentProperties = new ArrayList<>();
  private final List<CompletableFuture<String>> answers = new ArrayList<>();
  private CompletableFuture<String> atOnce;
  private Throwable beginning;
  private RuntimeException closing;
  private boolean closed;

  @Override
  public synchronized CompletableFuture<String> send(
      OrderEvent event, Map<String, String> properties) {
    if (beginning instanceof Error error) {
      throw error;
    }
    if (beginning instanceof RuntimeException failure) {
      throw failure;
    }
    sent.add(event);
    sentProperties.add(properties);
    CompletableFuture<String> answer = atOnce == null ? new CompletableFuture<>() : atOnce;
    answers.add(answer);
    return answer;
  }

  synchronized void answerAtOnce(CompletableFuture<String> answer) {
    atOnce = answer;
  }

  /** The unchecked exception that every send throws from now on; null for none. */
  synchronized void failToBegin(Throwable failure) {
    beginning = failure;
  }

  /** The exception that closing throws. */
  synchronized void failToClose(RuntimeException failure) {
    closing = failure;
  }

  synchronized List<OrderEvent> sent() {
    return List.copyOf(sent);
  }

  /** Returns the additional properties of each event that was sent. */
  synchronized List<Map<String, String>> sentProperties() {
    return List.copyOf(sentProperties);
  }

  /** Answers the event that was sent as the n-th, from 0. */
  void store(int index) {
    answer(index).complete("message-" + index);
  }

  void fail(int index, Throwable failure) {
    answer(index).completeExceptionally(failure);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (closing != null) {
      throw closing;
    }
  }

  private synchronized CompletableFuture<String> answer(int index) {
    return answers.get(index);
  }
}
