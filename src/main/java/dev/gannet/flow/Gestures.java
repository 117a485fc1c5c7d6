package dev.gannet.flow;

import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What steps do to an element that was found: one try each, which throws where the element is not fit for it yet. */
final class Gestures {
    private Gestures() {}

    /** @throws org.openqa.selenium.WebDriverException why it could not be done now */
    static void carryOut(Step step, WebElement element, RemoteWebDriver driver) {
        if (step instanceof Step.Click) {
            element.click();
        } else if (step instanceof Step.DoubleClick) {
            new Actions(driver).doubleClick(element).perform();
        } else if (step instanceof Step.Hover) {
            new Actions(driver).moveToElement(element).perform();
        } else if (step instanceof Step.Check check) {
            check(element, check.on());
        } else if (step instanceof Step.Select select) {
            select(element, select.option());
        } else if (step instanceof Step.Type type) {
            element.clear();
            element.sendKeys(((Typed.Text) type.what()).text().reveal());
        } else if (step instanceof Step.Press press) {
            element.sendKeys(Steps.key(press.key()));
        }
    }

    private static void check(WebElement box, boolean on) {
        if (box.isSelected() != on) {
            box.click();
        }
        if (box.isSelected() != on) {
            throw new InvalidElementStateException(on ? "it does not let itself be ticked" : "it stays ticked");
        }
    }

    private static void select(WebElement element, String wanted) {
        if (!"select".equalsIgnoreCase(element.getTagName())) {
            throw new InvalidElementStateException("it is a " + element.getTagName() + ", not a select");
        }
        List<WebElement> options = element.findElements(By.tagName("option"));
        WebElement option = options.stream()
                .filter(one -> one.getText().strip().equals(wanted))
                .findFirst()
                .or(() -> options.stream()
                        .filter(one -> wanted.equals(one.getDomProperty("value")))
                        .findFirst())
                .orElseThrow(() -> new NoSuchElementException("it has no option \"" + wanted + "\""));
        if (!element.isEnabled() || !option.isEnabled()) {
            throw new InvalidElementStateException("the option cannot be chosen: it is disabled");
        }
        if (!option.isSelected()) {
            option.click();
        }
    }
}
