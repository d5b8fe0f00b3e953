/** Results out: one message per order, for other teams. */
package io.skuline.result;
