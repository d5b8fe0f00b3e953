package io.skuline.console;

import io.skuline.login.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What somebody may do who has logged in. */
final class Visitors {

  private Visitors() {}

  /** Tells whether they may change something, and see what customers wrote. */
  static boolean mayChange(HttpServletRequest request) {
    return request.isUserInRole(Role.OPERATOR.name());
  }

  static void requireOperator(HttpServletRequest request) {
    if (!mayChange(request)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Only an operator may do this");
    }
  }
}
