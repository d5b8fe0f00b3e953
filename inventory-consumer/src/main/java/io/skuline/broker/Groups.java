package io.skuline.broker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The consumer groups, which must exist; the first two consume in order.
 *
 * @param intake reads order events
 * @param ledger reads the journal
 * @param deadLetters collects dead letters
 */
@ConfigurationProperties("skuline.groups")
public record Groups(
    @DefaultValue("skuline-intake") String intake,
    @DefaultValue("skuline-ledger") String ledger,
    @DefaultValue("skuline-dead-letters") String deadLetters) {}
