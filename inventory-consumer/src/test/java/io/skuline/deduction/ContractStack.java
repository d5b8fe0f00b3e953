package io.skuline.deduction;

import io.skuline.stack.Stack;
import io.skuline.stack.StackOptions;

/**
 * The servers for property tests. jqwik is an engine of its own, which Jupiter's extensions do not
 * reach. Started when first needed; ends with the JVM.
 */
public final class ContractStack {

  private static final Stack STACK = Stack.start(StackOptions.defaults());

  private ContractStack() {}

  public static Stack get() {
    return STACK;
  }
}
