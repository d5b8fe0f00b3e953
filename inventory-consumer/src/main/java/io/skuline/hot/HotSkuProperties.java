package io.skuline.hot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How SKUs become hot, so that their orders wait in 16 queues instead of one.
 *
 * @param notice Least time from a request to the beginning or the end of the interval that it asks
 *     for, 1 second to 24 hours. Every publisher must learn of it in this time. It should also be
 *     more than the clocks of order systems are ahead, of which up to 10 minutes are accepted.
 */
@ConfigurationProperties("skuline.hot")
public record HotSkuProperties(@DefaultValue("11m") Duration notice) {

  public HotSkuProperties {
    Assert.isTrue(
        notice.toMillis() >= 1000 && notice.compareTo(Duration.ofHours(24)) <= 0,
        "skuline.hot.notice must be 1s to 24h, is " + notice);
  }
}
