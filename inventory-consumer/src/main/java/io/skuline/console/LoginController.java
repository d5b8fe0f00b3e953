package io.skuline.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
  private static final Duration AT_THE_DOOR = Duration.ofMinutes(10);

  /**
   * @param refused {@code wrong} or {@code wait}
   */
  @GetMapping(LOGIN)
  String login(
      @RequestParam(required = false) @Nullable String refused,
      HttpServletRequest request,
      Model model) {
    if (request.getUserPrincipal() != null) {
      return "redirect:" + START;
    }
    request.getSession().setMaxInactiveInterval((int) AT_THE_DOOR.toSeconds());
    model.addAttribute("refused", refused == null ? "" : refused);
    return "console/login";
  }

  @GetMapping({"/console", "/console/"})
  String start() {
    return "redirect:" + START;
  }

  /** What may not be done, whatever the method. */
  @RequestMapping(FORBIDDEN)
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String forbidden(Model model) {
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
