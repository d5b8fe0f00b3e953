/** Continues the traces of producers through a batch to the answers; does nothing by default. */
package io.skuline.tracing;
