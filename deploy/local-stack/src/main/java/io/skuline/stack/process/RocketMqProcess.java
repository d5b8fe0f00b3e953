package io.skuline.stack.process;

import io.skuline.stack.StackException;
import io.skuline.stack.StackOptions;
import io.skuline.stack.rocketmq.RocketMqServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Name server, broker and proxy in one JVM, from the jars in the Maven repository. */
public final class RocketMqProcess extends LocalServer {
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RocketMqFiles files;

  private RocketMqProcess(RocketMqFiles files, int heapMegabytes) {
    super(files.clientPort(), files.home(), command(files, heapMegabytes));
    this.files = files;
  }

  public static RocketMqProcess start(StackOptions options) {
    int firstPort = Ports.block(RocketMqFiles.PORTS + 1);
    int wished = options.rocketmqPort();
    int clientPort = wished == 0 ? firstPort + RocketMqFiles.PORTS : Ports.orFree(wished);
    var files = new RocketMqFiles(Folders.newData("rocketmq"), firstPort, clientPort);
    try {
      files.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var rocketmq = new RocketMqProcess(files, options.rocketmqHeapMegabytes());
    rocketmq.startOrClose();
    return rocketmq;
  }

  /** Creates, changes or deletes something: see {@link io.skuline.stack.rocketmq.AdminEndpoint}. */
  public void administer(String method, String path) {
    HttpResponse<String> answer;
    try {
      answer = send(method, path, ADMIN_TIMEOUT);
    } catch (IOException e) {
      throw new StackException(this + " cannot be reached for " + method + " " + path, e);
    }
    if (answer.statusCode() != 204) {
      throw new StackException(this + " refused " + method + " " + path + ": " + answer.body());
    }
  }

  @Override
  public String toString() {
    return "RocketMQ on 127.0.0.1:" + port();
  }

  @Override
  boolean answers() {
    try {
      return send("GET", "/ready", PING_TIMEOUT).statusCode() == 204;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> send(String method, String path, Duration timeout)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + files.adminPort() + path))
            .method(method, BodyPublishers.noBody())
            .timeout(timeout)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while " + this + " was asked", e);
    }
  }

  private static List<String> command(RocketMqFiles files, int heapMegabytes) {
    Path home = files.home();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m"));
    command.add("-XX:MaxDirectMemorySize=256m");
    command.add("-XX:-UsePerfData"); // it would leave a file in the temp folder when killed
    command.add("-Djava.io.tmpdir=" + home.resolve("tmp"));
    command.add("-Duser.home=" + home);
    command.add("-Drocketmq.home.dir=" + home);
    command.add("-DRMQ_PROXY_HOME=" + home);
    command.add("-Dbrokerlogdir=");
    command.add("-Drocketmq.client.logUseSlf4j=false");
    command.add("-Drocketmq.namesrv.addr=" + files.nameServerAddress());
    command.addAll(
        List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"));
    command.addAll(List.of("-cp", RocketMqClassPath.value(), RocketMqServer.class.getName()));
    command.addAll(List.of(home.toString(), files.nameServerAddress(), files.brokerAddress()));
    command.add("" + files.adminPort());
    return command;
  }
}
