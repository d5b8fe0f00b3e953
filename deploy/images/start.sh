#!/bin/sh
# Starts the service in its image; arguments are settings: --skuline.redis.url=...
# JAVA_OPTS adds options for the JVM, and those win over the ones here.
cache=-XX:AOTCache=/opt/skuline/skuline.aot
if [ ! -e /opt/skuline/skuline.aot ]; then
  # Only while the image is built.
  cache=-XX:AOTCacheOutput=/opt/skuline/skuline.aot
fi
# The two long options keep warnings out of the log about what Netty does inside of RocketMQ's client.
# shellcheck disable=SC2086
exec java $cache -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${JAVA_OPTS:-} \
  -jar /opt/skuline/skuline.jar "$@"
