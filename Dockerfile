# The image that "docker compose up" builds. CONTRIBUTING.md says how to build it without Docker.
# A published image is built with BASE=NAME@sha256:DIGEST; see .github/workflows/image.yml.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update -q && apt-get install -qy --no-install-recommends binutils openjdk-17-jdk-headless maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pom.xml LICENSE NOTICE ./
COPY files files
COPY encoder encoder
COPY core core
COPY finetune finetune
COPY app app
COPY benchmarks/pom.xml benchmarks/pom.xml
RUN mvn -q -B -ntp -pl app -am -DskipTests package
RUN mkdir -p /tagline/lib && cp app/target/lib/* app/target/tagline-app-*.jar /tagline/lib/ \
 && mv /tagline/lib/LICENSE /tagline/lib/NOTICE /tagline/lib/DEPENDENCIES /tagline/lib/bom.json /tagline/ \
 && jlink --strip-debug --no-header-files --no-man-pages --compress=2 --output /tagline/java \
      --add-modules java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs
# A class-data archive halves the start-up time.
RUN printf 'id,title,synopsis,tags\n1,A,A ship sails.,sea\n' > /tmp/a.csv && /tagline/java/bin/java -Xshare:dump \
 && /tagline/java/bin/java -XX:ArchiveClassesAtExit=/tagline/classes.jsa -XX:+UseSerialGC -cp /tagline/lib/tagline-app-*.jar \
      org.tagline.cli.Main import /tmp/a.csv --home /tmp/home

FROM ${BASE}
RUN apt-get update -q && apt-get install -qy --no-install-recommends curl libgomp1 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data tagline && mkdir /data && chown tagline /data
COPY --from=build /tagline /tagline
COPY taggers /tagline/taggers
COPY docker/entrypoint app/src/launcher/java-options /tagline/
ENV TAGLINE_HOME=/data OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=30000 MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_ARENA_MAX=1
USER tagline
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD curl -fsS http://127.0.0.1:8080/readyz
ENTRYPOINT ["/tagline/entrypoint"]
CMD ["serve", "--host", "0.0.0.0"]
