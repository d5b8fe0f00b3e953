/**
 * Hot SKUs: which SKUs' orders wait in several queues, and when.
 *
 * <p>The list of intervals is in the home database. Publishers read it and choose the queue of each
 * event; the service decides every event alike, whichever queue it comes from.
 */
package io.skuline.hot;
