package io.skuline.bench.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Threads that share a list of pieces of work; each takes the next when it is done with one. */
final class Threads implements AutoCloseable {

  private final ExecutorService executor;
  private final int count;

  Threads(int count) {
    this.executor = Executors.newFixedThreadPool(count);
    this.count = count;
  }

  /**
   * Works on all pieces and returns when all are done.
   *
   * @throws CompletionException if one failed
   */
  <T> void each(List<T> pieces, Consumer<T> work) {
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
            work.accept(pieces.get(i));
          }
        };
    Executor threads = executor;
    CompletableFuture.allOf(
            IntStream.range(0, count)
                .mapToObj(thread -> CompletableFuture.runAsync(loop, threads))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
