/** Orders of one SKU in one queue, and spread over the queues of a hot SKU. */
package io.skuline.bench.hot;
