package io.skuline.spring;

import io.skuline.event.StockResult;
import io.skuline.wire.ResultType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.ReflectionUtils;

/**
 * A method that is called with results.
 *
 * @param bean its object
 * @param method the method
 * @param group the consumer group; empty for the group of the settings
 * @param types what it is called with
 */
record ListenerMethod(Object bean, Method method, String group, Set<ResultType> types) {

  ListenerMethod {
    types = Set.copyOf(types);
  }

  /**
   * Returns the method, if it can be called with these types.
   *
   * @throws IllegalStateException if it cannot; the message names the method
   */
  static ListenerMethod of(Object bean, Method method, String group, ResultType... types) {
    String name = name(method);
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length != 1 || !StockResult.class.isAssignableFrom(parameters[0])) {
      throw new IllegalStateException(
          name + " must have one parameter, a StockResult or one of its types");
    }
    if (method.getReturnType() != void.class) {
      throw new IllegalStateException(
          name + " must return nothing: a result counts as received when the method returns");
    }
    Set<ResultType> taken =
        Arrays.stream(ResultType.values())
            .filter(type -> parameters[0].isAssignableFrom(type.type()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ResultType.class)));
    Set<ResultType> wanted = types.length == 0 ? taken : Set.of(types);
    if (!taken.containsAll(wanted)) {
      throw new IllegalStateException(
          "%s wants %s, but its parameter is a %s"
              .formatted(name, names(wanted), parameters[0].getSimpleName()));
    }
    ReflectionUtils.makeAccessible(method);
    return new ListenerMethod(bean, method, group, wanted);
  }

  /** Calls the method, and throws what the method throws. */
  void call(StockResult result) throws Exception {
    try {
      method.invoke(bean, result);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getTargetException();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw thrown instanceof Exception exception ? exception : e;
    }
  }

  String name() {
    return name(method);
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private static String names(Set<ResultType> types) {
    return types.stream().map(ResultType::wireName).sorted().collect(Collectors.joining(", "));
  }
}
