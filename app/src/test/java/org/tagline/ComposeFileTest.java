package org.tagline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks what compose.yaml allows its containers. */
class ComposeFileTest {

  @Test
  void everyServiceIsBoundedInMemoryProcessorsProcessesAndLog() throws IOException {
    JsonNode services = read("../compose.yaml").get("services");
    assertThat(services).hasSize(2);
    for (JsonNode service : services) {
      JsonNode limits = service.at("/deploy/resources/limits");
      assertThat(limits.path("memory").asText()).isNotBlank();
      assertThat(limits.path("cpus").asText()).isNotBlank();
      assertThat(limits.path("pids").asInt()).isPositive();
      assertThat(service.at("/logging/options/max-size").asText()).isNotBlank();
      assertThat(service.path("security_opt").toString()).contains("no-new-privileges:true");
    }
  }

  @Test
  void theServerCannotChangeItsImageAndListensOnLoopback() throws IOException {
    JsonNode server = read("../compose.yaml").at("/services/server");
    assertThat(server.get("read_only").asBoolean()).isTrue();
    assertThat(server.get("cap_drop").toString()).isEqualTo("[\"ALL\"]");
    assertThat(server.at("/ports/0").asText()).startsWith("127.0.0.1:");
  }

  @Test
  void everyWorkflowOnlyReadsTheRepositoryByDefault() throws IOException {
    for (String workflow : new String[] {"build", "image", "scan"}) {
      JsonNode permissions = read("../.github/workflows/" + workflow + ".yml").get("permissions");
      assertThat(permissions).as(workflow).hasSize(1);
      assertThat(permissions.get("contents").asText()).as(workflow).isEqualTo("read");
    }
  }

  private static JsonNode read(String file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(Path.of(file).toFile());
  }
}
