package org.tagline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The result of a command line that a user runs. */
public record Run(int status, String out, String err) {

  public static Run tagline(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Run(status, out.toString(), err.toString());
  }

  /** Reads standard output, which must be one JSON value and nothing else. */
  public JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(out);
  }
}
