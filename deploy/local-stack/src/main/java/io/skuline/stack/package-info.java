/**
 * A real RocketMQ, Redis and SQL database on loopback, for the demo and for integration tests.
 *
 * <pre>
 *                    ┌─ LocalStack      processes from Maven artifacts or of the PATH
 *   Stack ◀──────────┤
 *  (+ StackExtension)└─ ContainerStack  the public images, through Testcontainers
 * </pre>
 */
package io.skuline.stack;
