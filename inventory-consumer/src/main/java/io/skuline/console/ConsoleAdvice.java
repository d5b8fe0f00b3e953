package io.skuline.console;

import io.skuline.deadletter.ConflictingStateException;
import io.skuline.deadletter.DeadLetterNotFoundException;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.InvalidEventException;
import io.skuline.login.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.ModelAndView;

/** Gives every page its frame, and shows failures as pages. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(annotations = ConsolePage.class)
@Conditional(IfSomebodyCanLogIn.class)
class ConsoleAdvice {

  private static final Logger log = LoggerFactory.getLogger(ConsoleAdvice.class);

  private final List<NavEntry> nav;
  private final Assets assets;
  private final TopBarPart top;

  ConsoleAdvice(List<NavEntry> nav, Assets assets, TopBarPart top) {
    this.nav = nav.stream().sorted(Comparator.comparingInt(NavEntry::order)).toList();
    this.assets = assets;
    this.top = top;
  }

  @ModelAttribute("frame")
  Frame frame(HttpServletRequest request) {
    Authentication who = (Authentication) request.getUserPrincipal();
    return new Frame(
        who == null ? "" : who.getName(),
        isOperator(who) ? Role.OPERATOR : Role.VIEWER,
        request.getRequestURI(),
        who == null ? List.of() : nav,
        (CsrfToken) request.getAttribute(CsrfToken.class.getName()),
        assets,
        top.now());
  }

  private static boolean isOperator(@Nullable Authentication who) {
    return who != null
        && who.getAuthorities().stream()
            .anyMatch(each -> ("ROLE_" + Role.OPERATOR).equals(each.getAuthority()));
  }

  @ExceptionHandler({DataAccessException.class, CannotCreateTransactionException.class})
  ModelAndView databaseAway(Exception e, HttpServletRequest request) {
    log.info("A page cannot be shown: {}", e.toString());
    return page(
        request,
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database does not answer",
        "The sale goes on without it. Try again in a moment.");
  }

  @ExceptionHandler
  ModelAndView stockUnavailable(DeductionUnavailableException e, HttpServletRequest request) {
    return page(request, HttpStatus.SERVICE_UNAVAILABLE, "Stock cannot be asked", e.getMessage());
  }

  @ExceptionHandler
  ModelAndView invalid(InvalidEventException e, HttpServletRequest request) {
    return page(request, HttpStatus.BAD_REQUEST, "This cannot be done", e.getMessage());
  }

  @ExceptionHandler
  ModelAndView unknown(DeadLetterNotFoundException e, HttpServletRequest request) {
    return page(request, HttpStatus.NOT_FOUND, "There is no such thing", e.getMessage());
  }

  @ExceptionHandler
  ModelAndView notNow(ConflictingStateException e, HttpServletRequest request) {
    return page(request, HttpStatus.CONFLICT, "This cannot be done now", e.getMessage());
  }

  /** Whoever read the stream has gone, or is to come again. */
  @ExceptionHandler({AsyncRequestNotUsableException.class, AsyncRequestTimeoutException.class})
  void streamEnded() {
    // Nobody reads an answer.
  }

  @ExceptionHandler
  ModelAndView failed(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse refused) {
      HttpStatus status = HttpStatus.valueOf(refused.getStatusCode().value());
      String detail = refused.getBody().getDetail();
      return page(request, status, status.getReasonPhrase(), detail == null ? "" : detail);
    }
    String reference = UUID.randomUUID().toString().substring(0, 8);
    log.error("A page has failed, reference {}", reference, e);
    return page(
        request,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "A fault of the service",
        "Its log says more under the reference " + reference + ".");
  }

  private ModelAndView page(
      HttpServletRequest request, HttpStatus status, String title, String text) {
    ModelAndView page = new ModelAndView("console/failure");
    page.setStatus(status);
    page.addObject("frame", frame(request));
    page.addObject("title", title);
    page.addObject("text", text);
    return page;
  }
}
