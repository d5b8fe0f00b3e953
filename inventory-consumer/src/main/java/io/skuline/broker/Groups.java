package io.skuline.broker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The consumer groups, which must exist and consume in order.
 *
 * @param intake reads order events
 * @param ledger reads the journal
 */
@ConfigurationProperties("skuline.groups")
public record Groups(
    @DefaultValue("skuline-intake") String intake, @DefaultValue("skuline-ledger") String ledger) {}
