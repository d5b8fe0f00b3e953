package io.skuline.client;

import io.skuline.event.HotSkus;
import io.skuline.event.InvalidEventException;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the list of hot SKUs fresh. While the service cannot be asked, what was known last goes on
 * to count; at the start that is nothing. Either way every event is published: an order that waits
 * in the one queue of its SKU is decided as well, only not side by side with others. The beginning
 * of an outage is logged, and its end, and nothing between them.
 */
final class HotSkuFeed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HotSkuFeed.class);

  /** The time limit of one look, at the start too. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final int OK = 200;

  private final HotSkuSource source;
  private final EventCodec codec;
  private final Duration timeout;
  private final HttpClient http;
  private final Thread thread;
  private volatile HotSkus known = HotSkus.NONE;
  private volatile boolean closed;
  private boolean failing;

  private HotSkuFeed(HotSkuSource source, EventCodec codec, Duration timeout) {
    this.source = source;
    this.codec = codec;
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.thread = new Thread(this::refresh, "skuline-hot-skus");
  }

  /** Starts, and returns when the list is known, or could not be read in 3 seconds. */
  static HotSkuFeed start(HotSkuSource source, EventCodec codec) {
    return start(source, codec, TIMEOUT);
  }

  static HotSkuFeed start(HotSkuSource source, EventCodec codec, Duration timeout) {
    HotSkuFeed feed = new HotSkuFeed(source, codec, timeout);
    try {
      feed.look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feed.thread.setDaemon(true);
    feed.thread.start();
    return feed;
  }

  /** Returns the list as it was known last. */
  HotSkus now() {
    return known;
  }

  private void refresh() {
    try {
      while (!closed) {
        TimeUnit.NANOSECONDS.sleep(source.refresh().toNanos());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only one thread looks at a time. */
  private void look() throws InterruptedException {
    try {
      HotSkus read = ask();
      if (!read.equals(known)) {
        log.info("{} lists {} SKUs", source.list(), read.size());
      }
      known = read;
      if (failing) {
        log.info("{} is read again", source.list());
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        log.warn(
            "{} cannot be read: {}. Orders are published all the same, to the queues known last",
            source.list(),
            e.toString());
      }
      failing = true;
    }
  }

  private HotSkus ask() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(source.list()).timeout(timeout).build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    HttpResponse<byte[]> answer;
    try {
      // The limit of the request ends with the head of the answer.
      answer = asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().toString(), e);
    } finally {
      asked.cancel(true);
    }
    if (answer.statusCode() != OK) {
      throw new IOException("the answer has status " + answer.statusCode());
    }
    try {
      return codec.decodeHotSkus(answer.body());
    } catch (InvalidEventException e) {
      throw new IOException("the answer is no list of hot SKUs: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
