/** The decision about stock: one contract, which a reference model and several engines fulfil. */
package io.skuline.deduction;
