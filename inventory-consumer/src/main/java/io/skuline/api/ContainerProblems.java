package io.skuline.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers requests that the web server or the firewall refuses before any controller is asked. */
@RestController
class ContainerProblems implements ErrorController {

  static final String PATH = "/error";

  @RequestMapping(PATH)
  ProblemDetail problem(HttpServletRequest request) {
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)) {
      return ProblemDetail.forStatusAndDetail(
          HttpStatus.NOT_FOUND, "There is no %s %s".formatted(request.getMethod(), PATH));
    }
    return ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(code), reason(code));
  }

  static String reason(int code) {
    return switch (code) {
      case 400 -> "The request cannot be read; a name in a path may have A-Z a-z 0-9 . _ : - only";
      case 413 -> "The request is too large";
      default ->
          code < 500 ? "The request is refused" : "A fault of the service; its log has the details";
    };
  }
}
