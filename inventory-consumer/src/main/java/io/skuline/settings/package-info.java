/** Settings that contradict each other, or mean nothing, are refused before anything is done. */
package io.skuline.settings;
