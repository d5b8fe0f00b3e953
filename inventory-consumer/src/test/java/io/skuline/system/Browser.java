package io.skuline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium of this machine, without a window. */
final class Browser implements AutoCloseable {

  /** How often in a row the page may replace an element that is about to be used. */
  private static final int MOST_REPLACED = 10;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens a browser; skips the tests if there is none. */
  static Browser open() {
    Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = onPath("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "There is no browser here: install chromium and chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toString());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<Path> onPath(String... names) {
    List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
    return Stream.of(names)
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void go(URI page) {
    driver.get(page.toString());
  }

  void type(String css, String text) {
    at(css, element -> element.sendKeys(text));
  }

  /** Types a text in place of what is there. */
  void replace(String css, String text) {
    at(
        css,
        element -> {
          element.clear();
          element.sendKeys(text);
        });
  }

  void click(String css) {
    at(css, WebElement::click);
  }

  /** Searches as somebody does who has no mouse. */
  void search(String text) {
    driver.switchTo().activeElement().sendKeys("/");
    driver.switchTo().activeElement().sendKeys(text + Keys.ENTER);
  }

  /** Presses keys where the focus is. */
  void press(CharSequence keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Tells whether the element with the focus matches. */
  boolean hasFocus(String css) {
    return driver.switchTo().activeElement().equals(element(css));
  }

  String title() {
    return driver.getTitle();
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  String text(String css) {
    List<String> text = new ArrayList<>();
    at(css, element -> text.add(element.getText()));
    return text.get(0);
  }

  /** Waits until an element contains a text, also if it is replaced meanwhile. */
  void awaitText(String css, String text) {
    await(css + " to contain " + text)
        .atMost(Duration.ofSeconds(30))
        .ignoreException(StaleElementReferenceException.class)
        .until(
            () ->
                driver.findElements(By.cssSelector(css)).stream()
                    .map(WebElement::getText)
                    .anyMatch(shown -> shown.contains(text)));
  }

  /** Uses an element; finds it again if the page replaces it before it is used. */
  private void at(String css, Consumer<WebElement> use) {
    for (int left = MOST_REPLACED; ; left--) {
      try {
        use.accept(element(css));
        return;
      } catch (StaleElementReferenceException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private WebElement element(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** Returns what the browser has warned of since it was last asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
