package io.skuline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    element(css).sendKeys(text);
  }

  /** Types a text in place of what is there. */
  void replace(String css, String text) {
    element(css).clear();
    element(css).sendKeys(text);
  }

  void click(String css) {
    element(css).click();
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
    return element(css).getText();
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
