package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The selectors of Chrome's recorder: alternatives, each one text or the way through shadow roots to it. */
final class ChromeSelectors {
    /** What stands before the slash; a text without any of them is CSS. */
    enum Kind {
        CSS,
        ARIA,
        TEXT,
        XPATH,
        PIERCE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code [role="button"]} after an accessible name, or {@code [name="…"]} in its place. */
    private static final Pattern ARIA_PART =
            Pattern.compile("\\[\\s*(\\w+)\\s*=\\s*([\"'])((?:\\\\.|(?!\\2).)*)\\2\\s*\\]", Pattern.DOTALL);

    private static final Pattern PUPPETEERS_OWN = Pattern.compile(">>>|::-p-");

    private final ChromeStep step;

    private ChromeSelectors(ChromeStep step) {
        this.step = step;
    }

    /** @return the step's selectors, as a job writes them; what cannot be used is reported */
    static Object of(ChromeStep step) {
        List<Object> choices = new ArrayList<>();
        ChromeSelectors reader = new ChromeSelectors(step);
        for (Object choice : step.list("selectors")) {
            reader.choice(choice).ifPresent(choices::add);
        }
        if (!step.has("selectors") || step.list("selectors").isEmpty()) {
            step.fault("selectors", "it has no selectors", "");
        }
        return choices.size() == 1 ? choices.get(0) : List.copyOf(choices);
    }

    private Optional<Object> choice(Object choice) {
        List<?> way = choice instanceof List<?> list ? list : List.of(choice);
        Optional<Object> found = Optional.empty();
        for (Object part : way) {
            if (!(part instanceof String text)) {
                step.fault("selectors", "a selector is a text, or a list of texts", "");
                return Optional.empty();
            }
            Optional<Object> inner = part(text);
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            found = found.map(outer -> {
                        Map<String, Object> both = new LinkedHashMap<>();
                        both.put("inside", outer);
                        both.put("find", inner.get());
                        return (Object) both;
                    })
                    .or(() -> inner);
        }
        if (way.isEmpty()) {
            step.fault("selectors", "a selector is empty", "");
        }
        return found;
    }

    private Optional<Object> part(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.label() + "/")) {
                return part(kind, text.substring(kind.label().length() + 1));
            }
        }
        return part(Kind.CSS, text);
    }

    private Optional<Object> part(Kind kind, String text) {
        if (text.isBlank()) {
            step.fault("selectors", "a selector is empty", "");
            return Optional.empty();
        }
        if ((kind == Kind.CSS || kind == Kind.PIERCE)
                && PUPPETEERS_OWN.matcher(text).find()) {
            step.fault(
                    "selectors",
                    "only Puppeteer knows the selector " + text,
                    "write a list of selectors for the way through shadow roots, and text/, aria/ or xpath/ for the rest");
            return Optional.empty();
        }
        return switch (kind) {
            case CSS -> Optional.of(text);
            case ARIA -> aria(text);
            case TEXT -> Optional.of(Map.of("text", "~" + text));
            case XPATH -> Optional.of(Map.of("xpath", text));
            case PIERCE -> Optional.of(Map.of("pierce", text));
        };
    }

    private Optional<Object> aria(String text) {
        Map<String, Object> selector = new LinkedHashMap<>();
        StringBuilder rest = new StringBuilder();
        Matcher part = ARIA_PART.matcher(text);
        while (part.find()) {
            String value = part.group(3).replaceAll("\\\\(.)", "$1");
            if (part.group(1).equals("role")) {
                selector.put("role", value);
            } else if (part.group(1).equals("name")) {
                selector.put("name", Literal.text(value));
            } else {
                step.fault("selectors", "aria/ knows role and name, not " + part.group(1), "");
                return Optional.empty();
            }
            part.appendReplacement(rest, "");
        }
        part.appendTail(rest);
        if (!rest.toString().isBlank()) {
            selector.putIfAbsent("name", Literal.text(rest.toString().strip()));
        }
        return Optional.of(selector);
    }
}
