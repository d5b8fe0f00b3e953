package io.skuline.login;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Nothing of OpenID Connect is there without a provider. */
public final class IfOpenId implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Binder.get(context.getEnvironment())
        .bindOrCreate("skuline.console.oidc", OpenIdProperties.class)
        .isOn();
  }
}
