package io.skuline.api;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Answers requests that the web server refuses before it knows to which application they belong,
 * such as a path with characters that no path may have. The class is public since the server
 * creates it by its name.
 */
public final class ServerProblems extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable unused) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding("UTF-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            "{\"status\":%d,\"detail\":\"%s\"}"
                .formatted(status, ContainerProblems.reason(status)));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("Nobody is there to be told", e);
    }
  }
}
