/**
 * Events and results as bytes: JSON bodies, and CloudEvents attributes as message properties.
 * Reading is strict, because stock depends on what is read.
 */
package io.skuline.wire;
