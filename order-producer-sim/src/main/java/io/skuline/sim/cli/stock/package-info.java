/** Commands about stock: look it up, load it, export its movements. */
package io.skuline.sim.cli.stock;
