/** The pure Redis engine: one script call per batch, answers remembered next to the stock. */
package io.skuline.deduction.redis;
