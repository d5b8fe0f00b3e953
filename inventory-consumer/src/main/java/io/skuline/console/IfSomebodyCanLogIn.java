package io.skuline.console;

import io.skuline.login.ConsoleProperties;
import io.skuline.login.IfOpenId;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** There is no console without a user who has a password, or an identity provider. */
final class IfSomebodyCanLogIn implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !Binder.get(context.getEnvironment())
            .bindOrCreate("skuline.console", ConsoleProperties.class)
            .everybody()
            .isEmpty()
        || new IfOpenId().matches(context, metadata);
  }
}
