package io.skuline.console;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.InvalidEventException;
import java.util.stream.Collectors;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What every request may fail with; a controller's own handlers come first. */
@RestControllerAdvice
class Problems {

  @ExceptionHandler
  ProblemDetail invalid(InvalidEventException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unavailable(DeductionUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
  }

  /** What cannot be asked now; anything else that a database says is this service's fault. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ProblemDetail databaseAway(NestedRuntimeException e) {
    String cause = String.valueOf(e.getMostSpecificCause().getMessage());
    String why = String.valueOf(e.getMessage());
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database cannot be asked: " + (why.contains(cause) ? why : why + " (" + cause + ")"));
  }

  /** In words of this service: those of the library tell where in its code it happened. */
  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException e) {
    String why = "The body is no JSON of the expected form";
    if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
      why =
          "There is no field '%s'. There is: %s"
              .formatted(
                  unknown.getPropertyName(),
                  unknown.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", ")));
    }
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, why);
  }

  @ExceptionHandler
  ProblemDetail status(ResponseStatusException e) {
    return ProblemDetail.forStatusAndDetail(e.getStatusCode(), e.getReason());
  }
}
