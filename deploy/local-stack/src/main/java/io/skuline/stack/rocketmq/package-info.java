/** What runs inside the RocketMQ server's JVM, on a class path of its own. */
package io.skuline.stack.rocketmq;
