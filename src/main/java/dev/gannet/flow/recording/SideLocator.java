package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Selenium IDE's locators as selectors. */
final class SideLocator {
    private static final String KINDS =
            "locators start with id=, name=, css=, xpath=, //, linkText=, partialLinkText=, class= or tagName=";

    private SideLocator() {}

    /** @return the selector of one locator */
    static Object one(String raw, SideText texts) throws UnfitException {
        String locator = raw.strip();
        if (locator.startsWith("//") || locator.startsWith("(//")) {
            return xpath(texts.text(locator));
        }
        int equals = locator.indexOf('=');
        if (locator.isEmpty() || equals < 1 || equals == locator.length() - 1) {
            throw new UnfitException(
                    locator.isEmpty() ? "it has no locator" : "\"" + locator + "\" is not a locator", KINDS);
        }
        String kind = locator.substring(0, equals);
        String rest = texts.text(locator.substring(equals + 1));
        return switch (kind) {
            case "css" -> rest;
            case "xpath" -> xpath(rest);
            case "id" -> id(rest);
            case "name" -> attribute("name", rest);
            case "identifier" -> List.of(id(rest), attribute("name", rest));
            case "class", "className" -> rest.matches("[A-Za-z_][\\w-]*") ? "." + rest : attribute("class", "~", rest);
            case "tag", "tagName" -> rest;
            case "link", "linkText" -> link(rest, "=");
            case "partialLinkText" -> link(rest, "contains");
            default -> throw new UnfitException("locators of the kind " + kind + "= are not known", KINDS);
        };
    }

    /**
     * @param others what is tried when the locator finds nothing
     * @param notes takes what is said about those of the others that are not known
     * @return the selector: of the locator alone, or a list of which the first that finds something counts
     */
    static Object withOthers(String raw, List<String> others, SideText texts, List<String> notes)
            throws UnfitException {
        Object first = one(raw, texts);
        List<Object> all = new ArrayList<>(first instanceof List<?> list ? list : List.of(first));
        for (String other : others) {
            try {
                Object next = one(other, texts);
                (next instanceof List<?> list ? list : List.of(next))
                        .stream().filter(one -> !all.contains(one)).forEach(all::add);
            } catch (UnfitException unknown) {
                notes.add("the alternative \"" + other + "\" is left out: " + unknown.getMessage());
            }
        }
        return all.size() == 1 ? all.get(0) : all;
    }

    /** @return an expression of JavaScript that is the element, or null */
    static Optional<String> script(String raw, SideText texts) throws UnfitException {
        Object selector = one(raw, texts);
        if (selector instanceof String css) {
            return Optional.of("document.querySelector(" + SideText.quoted(css) + ")");
        }
        if (selector instanceof Map<?, ?> mapping && mapping.get("xpath") instanceof String path) {
            return Optional.of("document.evaluate(" + SideText.quoted(path)
                    + ", document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue");
        }
        return Optional.empty();
    }

    private static Map<String, Object> xpath(String path) {
        return Map.of("xpath", path);
    }

    private static String id(String id) {
        return id.matches("[A-Za-z_][\\w-]*") ? "#" + id : attribute("id", id);
    }

    private static String attribute(String name, String value) {
        return attribute(name, "", value);
    }

    private static String attribute(String name, String how, String value) {
        return "[" + name + how + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }

    /** The recorder takes a link's text from the document, folded, with ordinary spaces for those that do not break. */
    private static Object link(String text, String how) throws UnfitException {
        String wanted = text.startsWith("exact:") ? text.substring("exact:".length()) : text;
        if (wanted.matches("(glob|regexp|regexpi):.*")) {
            throw new UnfitException(
                    "a link's text cannot be a pattern here", "partialLinkText=, or xpath=//a[contains(., 'text')]");
        }
        String words = xpathText(wanted.replace('\u00a0', ' ').strip().replaceAll("\\s+", " "));
        String shown = "normalize-space(translate(., '\u00a0', ' '))";
        return xpath(
                how.equals("=") ? "//a[" + shown + " = " + words + "]" : "//a[contains(" + shown + ", " + words + ")]");
    }

    private static String xpathText(String text) {
        if (!text.contains("'")) {
            return "'" + text + "'";
        }
        if (!text.contains("\"")) {
            return "\"" + text + "\"";
        }
        return "concat('" + text.replace("'", "', \"'\", '") + "')";
    }
}
