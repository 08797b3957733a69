import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks the libraries of a CycloneDX bill of materials up in the OSV database of known
 * vulnerabilities.
 *
 * <pre>java -cp 'app/target/lib/*' .ci/Scan.java app/target/lib/bom.json [--fail]</pre>
 *
 * <p>Ends with status 1 if there is a known vulnerability and {@code --fail} is given. Without the
 * database it says so and ends with status 0, so that a build needs no network.
 */
class Scan {
  private static final String DATABASE = "https://api.osv.dev";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Scan() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    List<String> libraries = libraries(new File(arguments[0]));
    boolean fail = arguments.length > 1 && arguments[1].equals("--fail");
    List<String> found;
    try {
      found = vulnerabilities(libraries);
    } catch (IOException e) {
      System.out.println(
          "Not scanned for known vulnerabilities: the database cannot be reached ("
              + e.getMessage()
              + ").");
      return;
    }
    found.forEach(System.out::println);
    System.out.printf(
        "%d libraries scanned, %d known vulnerabilities.%n", libraries.size(), found.size());
    System.exit(fail && !found.isEmpty() ? 1 : 0);
  }

  /** Returns the package URLs of all libraries but Tagline's own, without qualifiers. */
  private static List<String> libraries(File bill) throws IOException {
    List<String> libraries = new ArrayList<>();
    for (JsonNode component : JSON.readTree(bill).path("components")) {
      String name = component.path("purl").asText().replaceFirst("\\?.*", "");
      if (!name.startsWith("pkg:maven/org.tagline/") && !libraries.contains(name)) {
        libraries.add(name);
      }
    }
    return libraries;
  }

  /** Returns a line per vulnerability: the library and the id. */
  private static List<String> vulnerabilities(List<String> libraries)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode queries = body.putArray("queries");
    libraries.forEach(name -> queries.addObject().putObject("package").put("purl", name));
    JsonNode results = post(body).path("results");
    if (results.size() != libraries.size()) {
      throw new IOException("it answered for " + results.size() + " libraries");
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < libraries.size(); i++) {
      for (JsonNode vulnerability : results.get(i).path("vulns")) {
        found.add(libraries.get(i) + "  " + vulnerability.path("id").asText());
      }
    }
    return found;
  }

  private static JsonNode post(ObjectNode body) throws IOException, InterruptedException {
    String database = System.getProperty("osv", DATABASE);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(database + "/v1/querybatch"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("it answered with status " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }
}
