package io.skuline.spring;

import io.skuline.wire.ResultType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a singleton bean that is called with results. The method returns nothing, and
 * has one parameter: a {@link io.skuline.event.StockResult} or one of its types.
 *
 * <p>The method is called at least once for each result, and from several threads at once. A result
 * counts as received when the method returns. If the method throws, the broker delivers the result
 * again, after longer and longer pauses. After the group's number of attempts, the broker moves it
 * to the group's dead letters.
 *
 * <p>The methods of one group share the results: each type goes to one method. Two methods that
 * both need a type are in two groups.
 *
 * <p>A message that is no result is logged, and delivered again like a result on which the method
 * fails. It is also an application event, an {@link io.skuline.client.UnreadableResult}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StockResultListener {

  /** The types to receive; without any, all types that the parameter takes. */
  ResultType[] types() default {};

  /**
   * The consumer group, which must exist; a placeholder such as <code>${shop.group}</code> is
   * resolved. Without one, the group is that of {@code skuline.client.listener.group}.
   */
  String group() default "";
}
