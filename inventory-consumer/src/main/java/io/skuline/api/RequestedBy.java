package io.skuline.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses every change without the header {@value #HEADER}, whatever its value. A browser sends the
 * password of a site that it knows with every request that any page makes it send there. But no
 * page can make it send this header to another site, unless that site agrees when it is asked first
 * (CORS), which this service never does.
 */
final class RequestedBy extends OncePerRequestFilter {

  static final String HEADER = "X-Requested-By";

  /** Asks for stock. It has a body, since a cart does not fit into a URL. */
  static final RequestMatcher QUESTION =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/stock/check");

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final ProblemWriter refusal;

  RequestedBy(ProblemWriter refusal) {
    this.refusal = refusal;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return READING.contains(request.getMethod()) || QUESTION.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String by = request.getHeader(HEADER);
    if (by == null || by.isBlank()) {
      refusal.write(
          response,
          HttpStatus.FORBIDDEN,
          "needs the header %s, with any value (curl: -H '%s: me'): a page of another site cannot send it"
              .formatted(HEADER, HEADER));
    } else {
      chain.doFilter(request, response);
    }
  }
}
