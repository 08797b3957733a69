package org.tagline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateProcessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx16m",
        "-XX:+UseSerialGC",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Dfile.encoding=UTF-8",
        "-Djava.io.tmpdir=/data/.tmp",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
      })
  void aRunHasTheFlagsOfTheComparison(String flag) {
    assertThat(CandidateProcess.inherited(flag)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
        "-javaagent:agent.jar",
        "-Xrunjdwp:transport=dt_socket,server=y,address=5005",
        "-Xlog:gc:file=gc.log",
        "-XX:StartFlightRecording=filename=a.jfr",
        "-Dcom.sun.management.jmxremote.port=9010"
      })
  void aRunDoesNotTakeThePortsAndFilesOfTheComparison(String flag) {
    assertThat(CandidateProcess.inherited(flag)).isFalse();
  }
}
