/** Files of real orders and real stock, read line by line in constant memory. */
package io.skuline.sim.file;
