package org.tagline.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tagline.cli.Main;
import org.tagline.cli.console.ParentProcess;

/** Runs {@code tagline serve} in a process of its own, and other commands to prepare it. */
public final class ServeProcess implements AutoCloseable {
  private static final long STOPPING_SECONDS = 30;

  private final Process process;
  private final URI address;

  private ServeProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * How a server is started.
   *
   * @param main the class whose main method is run
   * @param options options of the virtual machine in addition to those of the launcher
   * @param environment variables in addition to those of this process and of the launcher
   * @param log the file to which standard error is appended
   */
  public record Launch(
      Class<?> main, List<String> options, Map<String, String> environment, Path log) {

    /** Returns the launch of the {@code tagline} command as users run it. */
    public static Launch ofTagline(Path log) {
      return new Launch(Main.class, List.of(), Map.of(), log);
    }

    private ProcessBuilder builder(List<String> arguments) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(Launcher.HEAP);
      command.add(Launcher.TENSORS);
      command.add("-D" + ParentProcess.PROPERTY + "=" + ProcessHandle.current().pid());
      command.addAll(options);
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(main.getName());
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
      builder.environment().putAll(Launcher.ENVIRONMENT);
      builder.environment().putAll(environment);
      return builder;
    }
  }

  /**
   * Runs a command and waits for it to end.
   *
   * @throws IOException if the command fails
   */
  public static void command(Path log, List<String> arguments)
      throws IOException, InterruptedException {
    Process process =
        Launch.ofTagline(log).builder(arguments).redirectOutput(Redirect.DISCARD).start();
    int status;
    try {
      status = process.waitFor();
    } finally {
      process.destroy();
    }
    if (status != 0) {
      throw new IOException(
          "tagline " + arguments.get(0) + " failed: " + Files.readString(log).strip());
    }
  }

  /** Starts the server on a free port and waits until it is ready. */
  public static ServeProcess start(Path home, String tagger, Path log) throws IOException {
    return start(Launch.ofTagline(log), List.of(tagger, "--home", home.toString()));
  }

  /**
   * Starts the server on a free port and waits until it is ready.
   *
   * @param arguments the arguments of {@code tagline serve}, without the port
   */
  public static ServeProcess start(Launch launch, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
    all.addAll(arguments);
    Process process = launch.builder(all).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.contains(" on http")) {
      process.destroy();
      throw new IOException(
          "tagline serve did not start: " + Files.readString(launch.log()).strip());
    }
    return new ServeProcess(process, URI.create(line.substring(line.lastIndexOf("http"))));
  }

  /** Returns the address of the server's page. */
  public URI address() {
    return address.resolve("/");
  }

  /** Returns the address that tags texts. */
  public URI tagging() {
    return address.resolve("/api/predict");
  }

  /** Returns the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Returns the resident memory of the process. */
  public long residentBytes() throws IOException {
    return ResidentMemory.residentOf(process.pid());
  }

  /** Sends SIGTERM to the process. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the process to finish its open requests and returns whether it has ended. */
  public boolean ended() throws InterruptedException {
    return process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!ended()) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
