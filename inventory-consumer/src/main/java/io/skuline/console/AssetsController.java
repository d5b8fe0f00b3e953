package io.skuline.console;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves what the pages load, also to those who are still to log in. */
@ConsolePage
class AssetsController {

  static final String PATH = "/console/assets/";

  private static final Duration LONG = Duration.ofDays(365);

  private final Assets assets;

  AssetsController(Assets assets) {
    this.assets = assets;
  }

  @GetMapping(PATH + "{name}")
  ResponseEntity<byte[]> asset(@PathVariable String name) {
    Assets.Asset asset = assets.get(name);
    if (asset == null) {
      return ResponseEntity.notFound().build();
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(asset.type()))
        .cacheControl(CacheControl.maxAge(LONG).immutable())
        .body(asset.content());
  }
}
