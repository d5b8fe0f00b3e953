package io.skuline.stack;

import io.skuline.setup.BrokerLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Stack} as a parameter of a constructor or method, with the default topics
 * and groups in it.
 *
 * <p>All test classes of a test JVM share one stack, which is started for the first class and ends
 * with the JVM. So they must not kill its servers, and they must use ids, topics and databases that
 * do not collide. A class annotated with {@code PrivateStack} has its own stack, which is closed
 * after its last test.
 */
public final class StackExtension implements ParameterResolver {
  private static final String SHARED_ROCKETMQ = "skuline.stack.shared-rocketmq";
  private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

  private static Stack shared;

  /** Starts a stack that the tests of a class have for themselves. */
  static void start(ExtensionContext context, StackOptions options) {
    context.getStore(NAMESPACE).put(Stack.class, started(options));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Stack own = context.getStore(NAMESPACE).get(Stack.class, Stack.class);
    return own != null ? own : shared();
  }

  /** Returns the shared stack, for tests of other engines than Jupiter. */
  public static synchronized Stack shared() {
    if (shared == null) {
      StackOptions options = StackOptions.defaults();
      String folder = System.getProperty(SHARED_ROCKETMQ);
      shared = started(folder == null ? options : options.withSharedRocketmq(Path.of(folder)));
    }
    return shared;
  }

  private static Stack started(StackOptions options) {
    Stack stack = Stacks.start(options);
    try {
      stack.create(BrokerLayout.defaults());
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }
}
