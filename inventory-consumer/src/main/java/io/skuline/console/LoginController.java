package io.skuline.console;

import io.skuline.login.ConsoleProperties;
import io.skuline.login.OpenId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** The door of the console. */
@ConsolePage
class LoginController {

  static final String LOGIN = "/console/login";
  static final String START = "/console/sale";
  static final String FORBIDDEN = "/console/forbidden";

  /** The session of somebody who is still to log in. */
  static final Duration AT_THE_DOOR = Duration.ofMinutes(10);

  private final boolean passwords;
  private final @Nullable OpenId openId;

  LoginController(ConsoleProperties users, ObjectProvider<OpenId> openId) {
    this.passwords = !users.everybody().isEmpty();
    this.openId = openId.getIfAvailable();
  }

  /**
   * @param refused why the last attempt was; {@code login.jte} has a text for each
   */
  @GetMapping(LOGIN)
  String login(
      @RequestParam(required = false) @Nullable String refused,
      HttpServletRequest request,
      Model model) {
    if (request.getUserPrincipal() != null) {
      return "redirect:" + START;
    }
    HttpSession session = request.getSession();
    session.setMaxInactiveInterval((int) AT_THE_DOOR.toSeconds());
    model.addAttribute("refused", refused == null ? "" : refused);
    model.addAttribute("passwords", passwords);
    model.addAttribute("provider", openId == null ? "" : openId.label());
    model.addAttribute("problem", problem(refused));
    model.addAttribute("stillIn", session.getAttribute(SignOut.THERE) != null);
    return "console/login";
  }

  private String problem(@Nullable String refused) {
    String problem = openId == null || !OpenIdLogin.AWAY.equals(refused) ? null : openId.problem();
    return problem == null ? "Try again." : problem;
  }

  /** Signs out of the provider, too. No form may lead to another site, so this is a link. */
  @GetMapping(SignOut.PATH)
  String signOut(HttpServletRequest request) {
    HttpSession session = request.getSession();
    Object there = session.getAttribute(SignOut.THERE);
    session.removeAttribute(SignOut.THERE);
    return "redirect:" + (there instanceof String address ? address : LOGIN);
  }

  @GetMapping({"/console", "/console/"})
  String start() {
    return "redirect:" + START;
  }

  /** What may not be done, whatever the method. */
  @RequestMapping(FORBIDDEN)
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String forbidden(@Nullable Authentication who, Model model) {
    if (openId != null
        && who != null
        && who.getPrincipal() instanceof OidcUser person
        && !OpenId.hasRole(who.getAuthorities())) {
      model.addAttribute("provider", openId.label());
      model.addAttribute("missing", openId.missingRole(person.getClaims()));
      return "console/no-role";
    }
    model.addAttribute("title", "This is not allowed");
    model.addAttribute(
        "text",
        "Either your role may not do it, or the form is too old: then open the page anew and try"
            + " again.");
    return "console/failure";
  }

  @RequestMapping("/console/**")
  void nothing(HttpServletRequest request) {
    throw new ResponseStatusException(
        HttpStatus.NOT_FOUND, "There is no page " + request.getRequestURI());
  }
}
