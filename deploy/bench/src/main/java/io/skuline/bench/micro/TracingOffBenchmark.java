package io.skuline.bench.micro;

import io.skuline.event.StockResult;
import io.skuline.tracing.Traces;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Makes the result messages of a batch of 32 answers, with tracing switched off and without it. */
@State(Scope.Benchmark)
public class TracingOffBenchmark extends CallTime {

  @Param({"1", "3"})
  public int lines;

  private final EventCodec codec = new EventCodec();
  private final Traces traces = Traces.OFF;
  private List<StockResult> answers;
  private List<MessageView> received;

  @Setup
  public void make() {
    answers = MicroSamples.answers(lines);
    received = new ArrayList<>();
  }

  @Benchmark
  public List<WireMessage> withoutTracing() {
    List<WireMessage> messages = new ArrayList<>(answers.size());
    for (StockResult answer : answers) {
      messages.add(WireMessage.of(answer, codec, "/skuline"));
    }
    return messages;
  }

  @Benchmark
  public List<WireMessage> tracingOff() {
    Traces.Batch trace = traces.deciding(received, message -> message);
    List<WireMessage> messages = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      messages.add(WireMessage.of(answers.get(i), codec, "/skuline").with(trace.properties(i)));
    }
    trace.ended(Optional.empty());
    return messages;
  }
}
