/**
 * The decision: who gets the stock. One contract; a reference model and several engines keep it.
 */
package io.skuline.deduction;
