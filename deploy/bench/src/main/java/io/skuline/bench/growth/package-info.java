/** How cost grows: with SKUs, lines, instances, and orders that are remembered. */
package io.skuline.bench.growth;
