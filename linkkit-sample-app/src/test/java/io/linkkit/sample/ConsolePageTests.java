/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.linkkit.sample;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.console.SimulatorConsole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The console of the sample in a real browser. Skipped, visibly, where Chromium is not
 * installed. With {@code -Ddocs.write=true} the picture in the README is taken anew.
 */
@SpringBootTest(properties = { "cold-room.interval=500ms", "cold-room.operator-interval=1h", "cold-room.keyboard=false",
		"linkkit.simulator.console.port=0", "linkkit.reconnect.max=2s", "linkkit.reconnect.max-per-minute=0",
		"linkkit.queue.acknowledge-timeout=1s", "linkkit.connack-timeout=2s" })
class ConsolePageTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Path PICTURE = Path.of("..", "docs", "images", "console.png");

	private static final int MAX_PICTURE = 200_000;

	@TempDir
	private static Path profile;

	private static ChromeDriver browser;

	@Autowired
	private SimulatorConsole console;

	@Autowired
	private SimulatedDevice device;

	@BeforeAll
	static void startBrowser() {
		Chromium chromium = Chromium.find().orElse(null);
		assumeTrue(chromium != null,
				"Chromium or its driver is not installed; 'apt-get install chromium chromium-driver' brings them");
		browser = chromium.start(profile);
	}

	@AfterAll
	static void quitBrowser() {
		if (browser != null) {
			browser.quit();
		}
	}

	@BeforeEach
	void openPage() {
		browser.get(this.console.url().toString());
		awaitOnline();
	}

	@AfterEach
	void browserHasNothingToComplainOf() {
		assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
			.noneMatch((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue());
	}

	@Test
	void readingsGoUp() {
		int before = Integer.parseInt(text("#count-up"));
		awaitThat(() -> Integer.parseInt(text("#count-up")) > before + 1);
		WebElement message = browser.findElement(By.cssSelector("#messages li.UP[data-topic$='/user/reading']"));
		assertThat(message.getText()).contains("/user/reading", "QoS 1", "\"temperature\":");
		assertThat(text("#own-since")).startsWith("since ");
		assertThat(text("#device-name")).isEqualTo(this.device.deviceName());
	}

	@ParameterizedTest
	@CsvSource({ "cut, DISCONNECTED, DeviceDisconnected", "black-hole, FAULT, DeviceDisconnected" })
	void buttonShowsOnBothSidesAndIsHealed(String action, String platformEvent, String deviceEvent) {
		int connected = timelineEntries("device", "DeviceConnected");
		int platformEvents = timelineEntries("platform", platformEvent);
		int deviceEvents = timelineEntries("device", deviceEvent);
		press(action);
		awaitThat(() -> timelineEntries("platform", platformEvent) > platformEvents);
		awaitThat(() -> timelineEntries("device", deviceEvent) > deviceEvents);
		press("heal");
		awaitThat(() -> timelineEntries("device", "DeviceConnected") > connected);
		awaitOnline();
		assertThat(browser.findElements(By.cssSelector("#faults [data-fault]"))).isEmpty();
	}

	@Test
	void disabledDeviceIsShownWithTheReasonUntilItIsHealed() {
		int refused = timelineEntries("platform", "LOGIN_REFUSED");
		press("disable");
		await("#platform-state[data-state=disabled]");
		await("#own-trouble[data-reason=NOT_AUTHORIZED]");
		awaitThat(() -> timelineEntries("platform", "LOGIN_REFUSED") > refused);
		assertThat(button("disable").isDisplayed()).isFalse();
		assertThat(button("enable").isDisplayed()).isTrue();
		press("heal");
		press("reconnect");
		awaitOnline();
		assertThat(text("#own-trouble")).isEmpty();
	}

	@Test
	void orderIsSentByTheForm() {
		WebElement payload = browser.findElement(By.id("payload"));
		payload.clear();
		payload.sendKeys("{\"target\":-18.5}", Keys.ENTER);
		awaitThat(() -> text("#messages").contains("\"target\":-18.5,"));
		await("#messages li.DOWN[data-topic$='/user/target']");
		assertThat(text("#told")).isEqualTo("SENT");
	}

	@Test
	void deviceIsAskedByTheForm() {
		new Select(browser.findElement(By.id("kind"))).selectByValue("rrpc");
		browser.findElement(By.cssSelector("#send button")).click();
		awaitThat(() -> text("#told").contains("\"temperature\":"));
	}

	@Test
	void payloadIsTextAndNoMarkup() {
		this.device.publish(this.device.userTopic("target"), "<img id='injected' src='x'>");
		awaitThat(() -> text("#messages").contains("<img id='injected' src='x'>"));
		assertThat(browser.findElements(By.id("injected"))).isEmpty();
	}

	@Test
	void keyboardIsEnoughToKick() {
		int kicks = timelineEntries("platform", "KICKED");
		int told = timelineEntries("device", "DeviceKicked");
		browser.executeScript("document.querySelector('#language').focus()");
		browser.switchTo().activeElement().sendKeys(Keys.TAB);
		WebElement focused = browser.switchTo().activeElement();
		assertThat(focused.getDomAttribute("data-action")).isEqualTo("kick");
		focused.sendKeys(Keys.ENTER);
		awaitThat(() -> timelineEntries("platform", "KICKED") > kicks);
		awaitThat(() -> timelineEntries("device", "DeviceKicked") > told);
		awaitOnline();
	}

	@Test
	void speaksChineseAndRemembersIt() {
		assertThat(text("h1")).isEqualTo("LinkKit console");
		browser.findElement(By.id("language")).click();
		assertThat(text("h1")).isEqualTo("LinkKit 控制台");
		assertThat(text("#platform-state")).isEqualTo("在线");
		assertThat(text("#own-state")).isEqualTo("已连接");
		assertThat(button("kick").getText()).isEqualTo("踢下线");
		assertThat(text("#timeline")).contains("已上线", "登录成功");
		browser.navigate().refresh();
		awaitThat(() -> text("h1").equals("LinkKit 控制台"));
		assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang")).isEqualTo("zh-CN");
		browser.findElement(By.id("language")).click();
		assertThat(text("h1")).isEqualTo("LinkKit console");
	}

	@Test
	void pictureShowsARefusedDeviceAndWhatToDo() throws IOException {
		new Select(browser.findElement(By.id("code"))).selectByValue("4");
		press("refuse");
		await("#faults [data-fault=connack-4]");
		awaitThat(() -> text("#own-state").equals("SUSPENDED") && text("#own-next").startsWith("next attempt in"));
		assertThat(text("#own-trouble")).contains("CONNACK 4");
		assertThat(text("#own-remedy")).contains("linkkit.device-secret");
		if (Boolean.getBoolean("docs.write")) {
			write(browser.getScreenshotAs(OutputType.BYTES));
		}
		assertThat(PICTURE).as("the picture; -Ddocs.write=true takes it anew").exists();
		assertThat(Files.size(PICTURE)).isLessThanOrEqualTo(MAX_PICTURE);
		assertThat(timelineEntries("platform", "LOGIN_REFUSED")).isPositive();
		assertThat(timelineEntries("device", "DeviceConnectionFailed")).isPositive();
		press("heal");
		press("reconnect");
		awaitOnline();
	}

	// smaller than the browser makes it
	private static void write(byte[] screenshot) throws IOException {
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(screenshot));
		BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
		opaque.createGraphics().drawImage(image, 0, 0, null);
		ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
		ImageWriteParam parameters = writer.getDefaultWriteParam();
		parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
		parameters.setCompressionQuality(0);
		Files.createDirectories(PICTURE.getParent());
		Files.deleteIfExists(PICTURE);
		try (ImageOutputStream file = ImageIO.createImageOutputStream(PICTURE.toFile())) {
			writer.setOutput(file);
			writer.write(null, new IIOImage(opaque, null, null), parameters);
		}
	}

	private void awaitOnline() {
		await("#platform-state[data-state=online]");
		await("#own-state[data-state=CONNECTED]");
	}

	private static void press(String action) {
		button(action).click();
	}

	private static WebElement button(String action) {
		return browser.findElement(By.cssSelector("[data-action='" + action + "']"));
	}

	private static int timelineEntries(String source, String name) {
		return browser
			.findElements(By.cssSelector("#timeline li[data-source='" + source + "'][data-name='" + name + "']"))
			.size();
	}

	private static String text(String selector) {
		return browser.findElement(By.cssSelector(selector)).getText();
	}

	private static void await(String selector) {
		awaitThat(() -> !browser.findElements(By.cssSelector(selector)).isEmpty());
	}

	private static void awaitThat(BooleanSupplier condition) {
		new WebDriverWait(browser, TIMEOUT, Duration.ofMillis(100)).until((any) -> condition.getAsBoolean());
	}

}
