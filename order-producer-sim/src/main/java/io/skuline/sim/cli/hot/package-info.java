/** Commands that switch SKUs hot, so that their orders wait in several queues. */
package io.skuline.sim.cli.hot;
