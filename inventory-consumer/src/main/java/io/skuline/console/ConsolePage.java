package io.skuline.console;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;

/**
 * A controller of the console. Its paths begin with {@code /console/}; whoever is logged in may GET
 * them, and only an operator anything else. The model of its templates has the attribute {@code
 * frame}, and its failures are shown as pages, see {@link ConsoleAdvice}.
 */
@Documented
@Controller
@Conditional(IfSomebodyCanLogIn.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ConsolePage {}
