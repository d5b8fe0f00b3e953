# The command line, as deploy/images/build.sh builds it: the folder is the root of the repository.
ARG BASE=eclipse-temurin:25-jre

FROM ${BASE} AS unpacked
WORKDIR /unpacked
ADD order-producer-sim/target/skuline-cli-*.tar.gz ./

FROM ${BASE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Skuline command line" \
      org.opencontainers.image.description="Sets up, operates and simulates Skuline" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="The Skuline authors" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

WORKDIR /opt/skuline
COPY --from=unpacked /unpacked/skuline-cli-* ./

# The cache of loaded and linked classes fits this JVM and this class path in this order only, so both are made here. A
# simulation without servers loads what there is, and fails. The launcher takes its arguments for Java from the file;
# two of them keep warnings out of the output about what Netty does inside of RocketMQ's client.
RUN printf -- '-cp\n%s\n' "$(find "$PWD/lib" -name '*.jar' | sort | paste -sd:)" >lib/java.args \
    && printf -- '--enable-native-access=ALL-UNNAMED\n--sun-misc-unsafe-memory-access=allow\n' >>lib/java.args \
    && { SKULINE_JAVA_OPTIONS="-XX:AOTCacheOutput=$PWD/lib/skuline.aot -Dskuline.patience-millis=500" \
           bin/skuline simulate steady --orders 1 --endpoints 127.0.0.1:1 || true; } \
    && test -s lib/skuline.aot \
    && printf -- '-XX:AOTCache=%s\n' "$PWD/lib/skuline.aot" >>lib/java.args

USER 10001:10001
# Files to publish or to load are mounted here.
WORKDIR /work
ENV HOME=/tmp
ENTRYPOINT ["/opt/skuline/bin/skuline"]
CMD ["--help"]
