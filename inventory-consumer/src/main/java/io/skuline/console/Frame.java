package io.skuline.console;

import io.skuline.login.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What every page shows around its content.
 *
 * @param path the path of this page
 * @param csrf what every form must send along; see {@code csrf.jte}
 * @param assets where the stylesheet and the scripts are
 * @param top the state of the stock and of the database
 */
public record Frame(
    String user,
    Role role,
    String path,
    List<NavEntry> nav,
    CsrfToken csrf,
    Assets assets,
    TopBar top) {

  /** Tells whether this person may change something, and see what customers wrote. */
  public boolean isOperator() {
    return role == Role.OPERATOR;
  }

  /** Returns the value of {@code aria-current} of an entry. */
  public @Nullable String current(NavEntry entry) {
    return entry.isCurrent(path) ? "page" : null;
  }

  /** Tells whether there is such a page, so that links to it work. */
  public boolean has(String page) {
    return nav.stream().anyMatch(entry -> entry.path().equals(page));
  }
}
