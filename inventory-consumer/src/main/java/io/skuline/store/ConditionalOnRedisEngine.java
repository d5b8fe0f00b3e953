package io.skuline.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Applies where stock is decided in Redis, which is the default. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(
    name = "skuline.deduction.engine",
    havingValue = "redis",
    matchIfMissing = true)
public @interface ConditionalOnRedisEngine {}
