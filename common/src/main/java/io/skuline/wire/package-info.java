/**
 * Events and results as bytes: JSON bodies, and CloudEvents attributes as message properties.
 * Reading is strict, because whoever reads here has to answer for the stock.
 */
package io.skuline.wire;
