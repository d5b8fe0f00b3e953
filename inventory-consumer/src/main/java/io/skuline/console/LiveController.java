package io.skuline.console;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The server-sent events of all pages. */
@ConsolePage
class LiveController {

  private final LiveStreams streams;

  LiveController(LiveStreams streams) {
    this.streams = streams;
  }

  @GetMapping(path = "/console/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter live(@RequestParam("part") List<String> parts) {
    return streams.open(parts);
  }
}
