package io.skuline.bench.micro;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads and writes JSON, one event or result at a time. */
@State(Scope.Benchmark)
public class EventCodecBenchmark extends CallTime {

  @Param({"1", "3", "20"})
  public int lines;

  private final EventCodec codec = new EventCodec();
  private OrderCreated order;
  private StockResult result;
  private byte[] body;

  @Setup
  public void make() {
    order = MicroSamples.order(7, lines);
    result = MicroSamples.confirmed(7, lines);
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
