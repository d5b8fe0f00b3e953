package io.skuline.bench.micro;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockResult;
import io.skuline.wire.CompactResultCodec;
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

/** Reads the answers of the script in Redis. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompactResultBenchmark {

  @Param({"1", "3", "20"})
  public int lines;

  private String key;
  private String answer;

  @Setup
  public void make() {
    DeductionConfirmed confirmed = Samples.confirmed(7, lines);
    key = confirmed.key();
    answer = CompactResultCodec.encode(confirmed);
  }

  @Benchmark
  public StockResult decode() {
    return CompactResultCodec.decode(key, "", answer);
  }
}
