package io.skuline.deduction;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * A property over a store that the next property empties and uses, too.
 *
 * <p>By default jqwik shrinks a failed history on a thread of its own and waits ten seconds for it.
 * Then it goes on to the next property, while that thread still empties the store and decides in
 * it. Full shrinking is done by the property's own thread; {@link BoundedShrinking} limits it.
 */
@Property(shrinking = ShrinkingMode.FULL)
@AddLifecycleHook(BoundedShrinking.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface HistoryProperty {}
