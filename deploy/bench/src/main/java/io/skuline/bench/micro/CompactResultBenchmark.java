package io.skuline.bench.micro;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads the answers of the script in Redis. */
@State(Scope.Benchmark)
public class CompactResultBenchmark extends CallTime {

  @Param({"1", "3", "20"})
  public int lines;

  private String key;
  private String answer;

  @Setup
  public void make() {
    DeductionConfirmed confirmed = MicroSamples.confirmed(7, lines);
    key = confirmed.key();
    answer = CompactResultCodec.encode(confirmed);
  }

  @Benchmark
  public StockResult decode() {
    return CompactResultCodec.decode(key, "", answer);
  }
}
