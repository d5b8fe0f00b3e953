package io.skuline.bench.micro;

import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads and writes the journal's notation, a batch of 32 answers at a time. */
@State(Scope.Benchmark)
public class JournalCodecBenchmark extends CallTime {

  @Param({"1", "3"})
  public int lines;

  private JournalEntry batch;
  private ByteBuffer body;

  @Setup
  public void make() {
    batch = new JournalEntry.Batch(1, MicroSamples.answers(lines));
    body = ByteBuffer.wrap(JournalCodec.encode(batch));
  }

  @Benchmark
  public byte[] encodeBatch() {
    return JournalCodec.encode(batch);
  }

  @Benchmark
  public JournalEntry decodeBatch() {
    return JournalCodec.decode(body);
  }
}
