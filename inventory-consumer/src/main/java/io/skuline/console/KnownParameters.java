package io.skuline.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters that a request does not know. One that is mistyped would otherwise mean "no
 * condition", and something would be done to everything there is.
 */
final class KnownParameters implements HandlerInterceptor {

  private final Map<HandlerMethod, SortedSet<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackage().equals(KnownParameters.class.getPackage())) {
      SortedSet<String> names = known.computeIfAbsent(method, KnownParameters::of);
      for (String name : request.getParameterMap().keySet()) {
        if (!names.contains(name)) {
          throw new ResponseStatusException(
              HttpStatus.BAD_REQUEST,
              "There is no parameter '%s'. There is: %s"
                  .formatted(name, names.isEmpty() ? "none" : String.join(", ", names)));
        }
      }
    }
    return true;
  }

  private static SortedSet<String> of(HandlerMethod method) {
    SortedSet<String> names = new TreeSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
      if (named != null) {
        names.add(named.name().isEmpty() ? parameter.getParameter().getName() : named.name());
      } else if (parameter.getParameterType().isRecord()
          && parameter.getParameterAnnotations().length == 0) {
        for (RecordComponent component : parameter.getParameterType().getRecordComponents()) {
          names.add(component.getName());
        }
      }
    }
    return names;
  }
}
