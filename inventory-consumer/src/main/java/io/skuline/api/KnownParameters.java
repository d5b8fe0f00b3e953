package io.skuline.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters that a request does not know. A mistyped one would otherwise mean "no
 * condition", and the action would be done to everything. A parameter may also not be given twice,
 * since only one of the two would count.
 */
final class KnownParameters implements HandlerInterceptor {

  /** The parameter names of each method, and whether each may be given more than once. */
  private final Map<HandlerMethod, SortedMap<String, Boolean>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackage().equals(KnownParameters.class.getPackage())) {
      SortedMap<String, Boolean> names = known.computeIfAbsent(method, KnownParameters::of);
      request.getParameterMap().forEach((name, values) -> require(names, name, values.length));
    }
    return true;
  }

  private static void require(SortedMap<String, Boolean> names, String name, int times) {
    Boolean repeatable = names.get(name);
    if (repeatable == null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "There is no parameter '%s'. There is: %s"
              .formatted(name, names.isEmpty() ? "none" : String.join(", ", names.keySet())));
    }
    if (times > 1 && !repeatable) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The parameter '%s' is given %d times".formatted(name, times));
    }
  }

  private static SortedMap<String, Boolean> of(HandlerMethod method) {
    SortedMap<String, Boolean> names = new TreeMap<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
      if (named != null) {
        names.put(
            named.value().isEmpty() ? parameter.getParameter().getName() : named.value(),
            List.class.isAssignableFrom(parameter.getParameterType()));
      } else if (parameter.getParameterType().isRecord()
          && parameter.getParameterAnnotations().length == 0) {
        for (RecordComponent component : parameter.getParameterType().getRecordComponents()) {
          names.put(component.getName(), false);
        }
      }
    }
    return names;
  }
}
