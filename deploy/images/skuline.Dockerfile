# The service, as deploy/images/build.sh builds it: the folder is the root of the repository.
ARG BASE=eclipse-temurin:25-jre

FROM ${BASE} AS layers
WORKDIR /layers
COPY inventory-consumer/target/skuline-inventory-consumer-*-exec.jar skuline.jar
RUN java -Djarmode=tools -jar skuline.jar extract --layers --destination extracted

FROM ${BASE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Skuline" \
      org.opencontainers.image.description="Decides which orders get stock, on RocketMQ, Redis and MySQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="The Skuline authors" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

WORKDIR /opt/skuline
# What changes least comes first.
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY deploy/images/start.sh deploy/images/health.sh ./

# The cache of loaded and linked classes halves the time of a start. It fits this JVM and these jars only, so it is made
# here. There are no servers: the start fails at the first question of the database, when most classes are loaded.
RUN ./start.sh --spring.main.lazy-initialization=true --spring.flyway.enabled=false --logging.level.root=off \
      || test -s skuline.aot

# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080 HOME=/tmp
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 CMD ["/opt/skuline/health.sh"]
ENTRYPOINT ["/opt/skuline/start.sh"]
