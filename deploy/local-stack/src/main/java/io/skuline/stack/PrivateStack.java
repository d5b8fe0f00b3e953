package io.skuline.stack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a stack of its own, whose servers it may kill. It takes the stack as a
 * parameter, as {@link StackExtension} says; the stack is closed after the class's last test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith({StackExtension.class, PrivateStack.Extension.class})
public @interface PrivateStack {

  /** What Redis keeps when it is killed. */
  RedisPersistence redis() default RedisPersistence.ALWAYS;

  /** Starts the stack of an annotated class. */
  final class Extension implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
      PrivateStack own = context.getRequiredTestClass().getAnnotation(PrivateStack.class);
      StackExtension.start(context, StackOptions.defaults().withRedisPersistence(own.redis()));
    }
  }
}
