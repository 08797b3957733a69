package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.Sha256;

/** Checks the bill of materials and the scan for known vulnerabilities. */
class SupplyChainTest {
  private static final Path BILL = Path.of("target/classes/META-INF/bom.json");
  private static final Path CLASS_PATH = Path.of("target/runtime-classpath");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theBillOfMaterialsHasEveryRuntimeLibraryWithItsChecksum() throws IOException {
    Assumptions.assumeTrue(Files.exists(BILL), "Maven runs offline and writes no bill");
    JsonNode bill = JSON.readTree(BILL.toFile());
    Map<String, String> checksums = new TreeMap<>();
    for (JsonNode component : bill.get("components")) {
      for (JsonNode hash : component.path("hashes")) {
        if (hash.get("alg").asText().equals("SHA-256")) {
          checksums.put(hash.get("content").asText(), component.get("name").asText());
        }
      }
    }
    List<Path> libraries = new ArrayList<>();
    for (String entry : Files.readString(CLASS_PATH).split(File.pathSeparator)) {
      Path library = Path.of(entry.strip());
      if (library.toString().endsWith(".jar") && !library.toString().contains("tagline-")) {
        libraries.add(library);
        assertThat(checksums).as("%s", library).containsKey(Sha256.of(library));
      }
    }
    assertThat(libraries).hasSizeGreaterThan(40);
  }

  @Test
  void theBillOfMaterialsIsTheSameInEveryBuild() throws IOException {
    Assumptions.assumeTrue(Files.exists(BILL), "Maven runs offline and writes no bill");
    JsonNode bill = JSON.readTree(BILL.toFile());
    assertThat(bill.has("serialNumber")).isFalse();
    assertThat(bill.path("metadata").has("timestamp")).isFalse();
  }

  @Test
  void aKnownVulnerabilityIsReportedAndFailsOnRequest() throws Exception {
    String response = "{\"results\":[{},{\"vulns\":[{\"id\":\"GHSA-1\"},{\"id\":\"GHSA-2\"}]}]}";
    HttpServer database =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> bodies = new ArrayList<>();
    database.createContext(
        "/v1/querybatch",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    database.start();
    try {
      String address = "http://127.0.0.1:" + database.getAddress().getPort();
      Scan reported = scan(address);
      assertThat(reported.lines())
          .containsExactly(
              "pkg:maven/g/b@2  GHSA-1",
              "pkg:maven/g/b@2  GHSA-2",
              "2 libraries scanned, 2 known vulnerabilities.");
      assertThat(reported.status()).isZero();
      assertThat(scan(address, "--fail").status()).isEqualTo(1);
      assertThat(bodies.get(0))
          .isEqualTo(
              "{\"queries\":[{\"package\":{\"purl\":\"pkg:maven/g/a@1\"}},"
                  + "{\"package\":{\"purl\":\"pkg:maven/g/b@2\"}}]}");
    } finally {
      database.stop(0);
    }
  }

  @Test
  void withoutTheDatabaseTheScanSaysSoAndGoesOn() throws Exception {
    Scan scan = scan("http://127.0.0.1:1", "--fail");
    assertThat(scan.lines())
        .singleElement()
        .asString()
        .startsWith("Not scanned for known vulnerabilities: the database cannot be reached");
    assertThat(scan.status()).isZero();
  }

  private record Scan(List<String> lines, int status) {}

  private Scan scan(String database, String... options) throws Exception {
    Path bill =
        Files.writeString(
            folder.resolve("bom.json"),
            "{\"components\":[{\"purl\":\"pkg:maven/g/a@1?type=jar\"},"
                + "{\"purl\":\"pkg:maven/org.tagline/tagline-core@1\"},"
                + "{\"purl\":\"pkg:maven/g/b@2?type=jar\"}]}");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dosv=" + database, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("../.ci/Scan.java", bill.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Scan(output.lines().toList(), process.waitFor());
  }
}
