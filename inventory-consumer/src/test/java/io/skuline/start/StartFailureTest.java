package io.skuline.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureTest {

  @Test
  void whatIsKnownIsSaidAsItIs() {
    StartException why = new StartException("a\n  b", StartExitCode.UNREACHABLE, null);
    assertThat(StartFailure.of(new BeanCreationException("bean", "x", why)))
        .isEqualTo(new StartFailure("a b", StartExitCode.UNREACHABLE, true));
  }

  @Test
  void aPortInUse() {
    PortInUseException taken = new PortInUseException(8080, new BindException("in use"));
    assertThat(StartFailure.of(new IllegalStateException(taken)))
        .isEqualTo(
            new StartFailure(
                "Port 8080 is in use: stop what listens there, or set server.port to another",
                StartExitCode.FAILED,
                true));
  }

  @Test
  void anAddressOfAnotherMachine() {
    StartFailure why =
        StartFailure.of(new IllegalStateException(new BindException("Cannot assign address")));
    assertThat(why.line()).isEqualTo("It cannot listen at server.address: Cannot assign address");
  }

  @Test
  void aValueOfAnotherTypeIsNamed() {
    Binder binder =
        new Binder(new MapConfigurationPropertySource(Map.of("server.port", "seventy")));
    try {
      binder.bind("server.port", Integer.class);
    } catch (RuntimeException e) {
      StartFailure why = StartFailure.of(new BeanCreationException("bean", "x", e));
      assertThat(why.line()).isEqualTo("server.port must be a whole number, is \"seventy\"");
      assertThat(why.exitCode()).isEqualTo(StartExitCode.SETTINGS);
      return;
    }
    throw new AssertionError("seventy is no port");
  }

  @Test
  void whatNobodyHasThoughtOfIsOneLineToo() {
    Throwable foreign = new UncheckedIOException(new IOException("in\nner"));
    StartFailure why = StartFailure.of(foreign);
    assertThat(why.exitCode()).isEqualTo(StartExitCode.FAILED);
    assertThat(why.known()).isFalse();
    assertThat(why.line()).isEqualTo("java.io.IOException: in ner");
  }

  @Test
  void whatAPartOfTheServiceRefusesIsSaidInItsWords() {
    Exception refused = new BeanCreationException("bean", "x", new IllegalStateException("no\nwe"));
    assertThat(StartFailure.of(refused))
        .isEqualTo(new StartFailure("no we", StartExitCode.SETTINGS, true));
  }
}
