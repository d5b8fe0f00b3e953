/**
 * The Spring Boot starter: an {@code OrderEventPublisher} as a bean, methods that listen to
 * results, and the health and the measures of both.
 */
@NullMarked
package io.skuline.spring;

import org.jspecify.annotations.NullMarked;
