package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ListenerMethodTest {

  @Test
  void theParameterSaysWhatAMethodTakes() {
    assertThat(of("one").types()).containsExactly(ResultType.RETURN_ACCEPTED);
    assertThat(of("all").types()).containsExactlyInAnyOrder(ResultType.values());
    assertThat(of("all", ResultType.RETURN_REJECTED).types())
        .containsExactly(ResultType.RETURN_REJECTED);
  }

  @Test
  void aMethodThatCannotBeCalledIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> of("none"))
        .withMessageStartingWith("Methods.none must have one parameter, a StockResult");
    assertThatIllegalStateException()
        .isThrownBy(() -> of("text"))
        .withMessageStartingWith("Methods.text must have one parameter");
    assertThatIllegalStateException()
        .isThrownBy(() -> of("answering"))
        .withMessageStartingWith("Methods.answering must return nothing");
    assertThatIllegalStateException()
        .isThrownBy(() -> of("one", ResultType.RETURN_ACCEPTED, ResultType.RETURN_REJECTED))
        .withMessage(
            "Methods.one wants ReturnAccepted, ReturnRejected, but its parameter is a"
                + " ReturnAccepted");
  }

  private static ListenerMethod of(String name, ResultType... types) {
    Method method =
        Arrays.stream(Methods.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findAny()
            .orElseThrow();
    return ListenerMethod.of(new Methods(), method, "", types);
  }

  @SuppressWarnings("unused") // called by reflection, or not at all
  private static final class Methods {
    void one(ReturnAccepted result) {}

    void all(StockResult result) {}

    void none() {}

    void text(String result) {}

    String answering(StockResult result) {
      return "";
    }
  }
}
