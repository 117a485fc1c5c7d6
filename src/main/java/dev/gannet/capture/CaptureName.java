package dev.gannet.capture;

import dev.gannet.web.FileName;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Sha256;
import dev.gannet.web.ShotForm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the files of a capture are called: a path below the job's folder with places for what differs. One without a time or
 * a run names the newest. Immutable.
 *
 * @param template the path, such as <code>shots/{host}{path}/{time}.png</code>
 */
public record CaptureName(String template) {
    /** The places that a name can have. */
    public static final List<String> PLACES = List.of("job", "host", "path", "time", "run");

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH-mm-ss-SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST = 300;
    private static final int DEEPEST = 20;

    /** @return the usual name */
    public static CaptureName usual(ShotForm form, String part) {
        return new CaptureName(
                "captures/{host}{path}/{time}" + (part.isEmpty() ? "" : "-" + part) + "." + form.ending());
    }

    /** @return what is wrong with it for files of that form, in one sentence */
    public Optional<String> problem(ShotForm form) {
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            if (!PLACES.contains(places.group(1))) {
                return Optional.of("{" + places.group(1) + "} is no place of a name; there are {"
                        + String.join("}, {", PLACES) + "}");
            }
        }
        if (!template.endsWith("." + form.ending()) && !template.endsWith("." + form.ending() + ".gz")) {
            return Optional.of("a name for " + form.label() + " ends in ." + form.ending());
        }
        List<String> steps = List.of(template.split("/", -1));
        if (steps.contains("..") || steps.contains(".") || template.startsWith("/") || template.contains("\\")) {
            return Optional.of("a name is a path below the job's folder");
        }
        return template.length() > LONGEST
                ? Optional.of("a name of more than " + LONGEST + " letters")
                : Optional.empty();
    }

    /** @return the path, relative to the job's folder; every part of it is safe as a file's name */
    String of(String job, long run, PageUrl url, Instant time, ShotForm form) {
        Map<String, String> values = Map.of(
                "job", job,
                "host", host(url),
                "path", path(url),
                "time", TIME.format(time),
                "run", Long.toString(run));
        String filled = PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
        String name = Stream.of(filled.split("/"))
                .filter(step -> !step.isEmpty())
                .map(FileName::safe)
                .collect(Collectors.joining("/"));
        return form.packed() && !name.endsWith(".gz") ? name + ".gz" : name;
    }

    private static String host(PageUrl url) {
        return url.origin()
                .replaceFirst("^[a-z]+://", "")
                .replaceAll("[\\[\\]]", "")
                .replace(':', '_');
    }

    /** A query is part of what tells pages apart; what would be too long for a file system is known by its hash. */
    private static String path(PageUrl url) {
        String path = url.path().replaceAll("/+", "/").replaceAll("/$", "");
        String query = url.pathAndQuery()
                .substring(Math.min(url.path().length(), url.pathAndQuery().length()));
        String whole = path + query.replace('?', '_').replace('/', '_');
        if (whole.length() <= LONGEST
                && whole.chars().filter(letter -> letter == '/').count() <= DEEPEST) {
            return whole.isEmpty() || whole.startsWith("/") ? whole : "/" + whole;
        }
        String first = Stream.of(path.split("/")).limit(DEEPEST / 2).collect(Collectors.joining("/"));
        return first.substring(0, Math.min(first.length(), LONGEST / 2)) + "/" + Sha256.brief(url.key());
    }
}
