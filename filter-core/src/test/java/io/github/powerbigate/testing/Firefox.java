package io.github.powerbigate.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Firefox of this machine, headless, with one tab: the second engine. It is spoken to as the
 * W3C's WebDriver BiDi lays down, which it understands without a driver. Looked for in {@code
 * -Dfirefox.path} and on the path. To be used by one thread.
 */
public final class Firefox implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (ws://\\S+)");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ObjectMapper json = new ObjectMapper();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private final String tab;
  private int calls;

  private Firefox(Path program) throws IOException {
    profile = Files.createTempDirectory("firefox");
    // Nothing but the tests' own requests.
    Files.writeString(
        profile.resolve("user.js"),
        """
        user_pref("app.normandy.enabled", false);
        user_pref("app.update.disabledForTesting", true);
        user_pref("browser.safebrowsing.update.enabled", false);
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("extensions.update.enabled", false);
        user_pref("network.captive-portal-service.enabled", false);
        user_pref("network.connectivity-service.enabled", false);
        user_pref("services.settings.server", "");
        """);
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "-headless",
                "-no-remote",
                "-profile",
                profile.toString(),
                "--remote-debugging-port",
                "0",
                "about:blank")
            .redirectErrorStream(true);
    builder.environment().put("HOME", profile.toString());
    process = builder.start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address(process) + "/session"), new Answers())
            .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
            .join();
    call("session.new", Map.of("capabilities", Map.of()));
    tab = call("browsingContext.getTree", Map.of()).at("/contexts/0/context").asText();
  }

  /** Starts it; nothing, and a word of it, where there is none. */
  public static Optional<Firefox> open() throws IOException {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      System.out.println(
          "[browser] No Firefox: the tests in the second engine are left out. To run them, install"
              + " one (on Debian: apt-get install firefox-esr) or name one with -Dfirefox.path.");
      return Optional.empty();
    }
    System.out.println("[browser] The second engine is " + program.get() + ".");
    return Optional.of(new Firefox(program.get()));
  }

  private static Optional<Path> find() {
    String named = System.getProperty("firefox.path");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    String searched = System.getenv().getOrDefault("PATH", "");
    return Stream.of(searched.split(File.pathSeparator, -1))
        .flatMap(directory -> Stream.of("firefox", "firefox-esr").map(n -> Path.of(directory, n)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String address(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (@Nullable String line; (line = output.readLine()) != null; ) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        // What it says later must go somewhere, or it waits.
        Thread rest = new Thread(() -> output.lines().forEach(said -> {}), "firefox-output");
        rest.setDaemon(true);
        rest.start();
        return matcher.group(1);
      }
    }
    throw new IllegalStateException("Firefox ended before it listened");
  }

  /** Goes to an address and waits until the document is loaded. */
  public void navigate(String url) {
    call("browsingContext.navigate", Map.of("context", tab, "url", url, "wait", "complete"));
  }

  /** Goes back by one, to whatever the history or its memory holds. */
  public void back() {
    call("browsingContext.traverseHistory", Map.of("context", tab, "delta", -1));
  }

  /** The value of an expression in the page, as text. */
  public String value(String expression) {
    JsonNode result =
        call(
            "script.evaluate",
            Map.of(
                "expression",
                "String(" + expression + ")",
                "target",
                Map.of("context", tab),
                "awaitPromise",
                false));
    return result.at("/result/value").asText(result.at("/exceptionDetails/text").asText());
  }

  /** Clicks with the mouse, as a person does. (Keys do not reach the page: it has no focus.) */
  public void click(String id) {
    String element = "document.getElementById('" + id + "')";
    value(element + ".scrollIntoView({block: 'center', behavior: 'instant'})");
    String box = element + ".getBoundingClientRect()";
    int x = Integer.parseInt(value("Math.round(" + box + ".left + 20)"));
    int y = Integer.parseInt(value("Math.round(" + box + ".top + 20)"));
    List<Map<String, ?>> steps =
        List.of(
            Map.of("type", "pointerMove", "x", x, "y", y),
            Map.of("type", "pointerDown", "button", 0),
            Map.of("type", "pointerUp", "button", 0));
    call(
        "input.performActions",
        Map.of(
            "context",
            tab,
            "actions",
            List.of(Map.of("type", "pointer", "id", "mouse", "actions", steps))));
  }

  /** Waits until an expression has a value. */
  public void until(String expression, String value) {
    await().atMost(LIMIT).until(() -> value(expression), value::equals);
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = ++calls;
    try {
      socket
          .sendText(
              json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)),
              true)
          .join();
      while (true) {
        String text = answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (text == null) {
          throw new IllegalStateException("No answer to " + method);
        }
        JsonNode answer = json.readTree(text);
        if (answer.path("id").asInt() == id) {
          if (answer.path("type").asText().equals("error")) {
            throw new IllegalStateException(method + ": " + answer.path("message").asText());
          }
          return answer.path("result");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        answers.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
