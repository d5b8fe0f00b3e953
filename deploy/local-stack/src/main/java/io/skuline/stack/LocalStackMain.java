package io.skuline.stack;

/** Starts a stack. */
public final class LocalStackMain {
  private LocalStackMain() {}

  public static void main(String[] args) throws Exception {
    var stack = LocalStack.start(StackOptions.defaults(), System.out::println);
    long begin = System.nanoTime();
    stack.createDefaults();
    System.out.println(stack.jdbcUrl("skuline") + " " + (System.nanoTime() - begin) / 1e9);
    System.in.read();
    stack.close();
  }
}
