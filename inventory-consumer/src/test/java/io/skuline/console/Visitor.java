package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.springframework.context.ConfigurableApplicationContext;

/** Somebody with a browser: keeps cookies, follows no redirects by itself, runs no scripts. */
final class Visitor {

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .build();

  private final String site;

  Visitor(ConfigurableApplicationContext console) {
    site = "http://127.0.0.1:" + console.getEnvironment().getProperty("local.server.port");
  }

  /** Returns a visitor who has logged in. */
  static Visitor loggedIn(ConfigurableApplicationContext console, String name) {
    Visitor visitor = new Visitor(console);
    HttpResponse<String> answer = visitor.logIn(name, ConsoleTestApplication.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/console/sale");
    return visitor;
  }

  HttpResponse<String> logIn(String name, String password) {
    Document door = page("/console/login");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("_csrf", door.select("input[name=_csrf]").val());
    form.put("username", name);
    form.put("password", password);
    return post("/console/login", form);
  }

  /** Returns a page that must be there. */
  Document page(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return parsed(answer);
  }

  Document parsed(HttpResponse<String> answer) {
    return Jsoup.parse(answer.body(), site);
  }

  /** Returns where the console is. */
  String site() {
    return site;
  }

  /** Goes where an answer sends, also to another site. */
  HttpResponse<String> follow(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return get(answer.uri().resolve(location(answer)).toString());
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site).resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpResponse<String> post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(site).resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends a form as a page of the console does: with the token against forgery. */
  HttpResponse<String> postWithToken(String path, Map<String, String> form) {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("_csrf", page("/console/sale").select("input[name=_csrf]").val());
    return post(path, all);
  }

  /** Returns what a stream has sent when this text has come. */
  String streamUntil(String path, String text) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(site + path))
                .header("Accept", "text/event-stream")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    StringBuilder read = new StringBuilder();
    try (InputStream stream = answer.body()) {
      byte[] some = new byte[4096];
      int count = stream.read(some);
      while (count >= 0 && read.indexOf(text) < 0) {
        read.append(new String(some, 0, count, UTF_8));
        count = read.indexOf(text) < 0 ? stream.read(some) : count;
      }
    }
    return read.toString();
  }

  /** Returns what a form would send; of fields with one name, the first. */
  static Map<String, String> fields(Element form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Connection.KeyVal field : ((FormElement) form).formData()) {
      fields.putIfAbsent(field.key(), field.value());
    }
    return fields;
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElse("");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
