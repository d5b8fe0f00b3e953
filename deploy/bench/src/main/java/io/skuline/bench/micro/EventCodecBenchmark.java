package io.skuline.bench.micro;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads and writes JSON, one event or result at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventCodecBenchmark {

  @Param({"1", "3", "20"})
  public int lines;

  private final EventCodec codec = new EventCodec();
  private OrderCreated order;
  private StockResult result;
  private byte[] body;

  @Setup
  public void make() {
    order = Samples.order(7, lines);
    result = Samples.confirmed(7, lines);
    body = codec.encode(order);
  }

  @Benchmark
  public byte[] encodeOrder() {
    return codec.encode(order);
  }

  @Benchmark
  public OrderEvent decodeOrder() {
    return codec.decode(body);
  }

  @Benchmark
  public byte[] encodeResult() {
    return codec.encode(result);
  }
}
