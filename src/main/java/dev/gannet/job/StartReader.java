package dev.gannet.job;

import dev.gannet.web.PageUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the pages that a job starts at: URLs, ranges in them, files of them. */
final class StartReader {
    private static final Pattern RANGE = Pattern.compile("\\[(\\d{1,9})-(\\d{1,9})\\]");
    private static final int MOST = 100_000;
    private static final long LONGEST_FILE = 50_000_000;

    private final Reading reading;
    private final Set<PageUrl> starts = new LinkedHashSet<>();
    private final Set<PageUrl> sitemaps = new LinkedHashSet<>();
    private final List<ApiSpec> apis = new ArrayList<>();
    private final List<String> emptyFiles = new ArrayList<>();
    private boolean full;

    private StartReader(Reading reading) {
        this.reading = reading;
    }

    /**
     * Where a job starts.
     *
     * @param pages pages, ranges and files expanded
     * @param sitemaps sitemaps
     * @param apis APIs
     * @param emptyFiles files of URLs that have none
     */
    record Starts(List<PageUrl> pages, List<PageUrl> sitemaps, List<ApiSpec> apis, List<String> emptyFiles) {
        /** @return what other addresses are relative to */
        Optional<PageUrl> first() {
            return Stream.of(pages.stream(), sitemaps.stream(), apis.stream().map(ApiSpec::url))
                    .flatMap(urls -> urls)
                    .findFirst();
        }
    }

    static Starts read(Section job) {
        StartReader reader = new StartReader(job.reading());
        job.get("start").stream()
                .flatMap(node -> Shape.oneOrMore(node, job.reading()).stream())
                .forEach(reader::one);
        return new Starts(
                List.copyOf(reader.starts),
                List.copyOf(reader.sitemaps),
                List.copyOf(reader.apis),
                List.copyOf(reader.emptyFiles));
    }

    private void one(Yaml node) {
        if (node instanceof Yaml.Scalar scalar) {
            expand(scalar.text(), scalar.spot());
        } else if (node instanceof Yaml.Mapping) {
            Section.of(JobKeys.START, node, reading).ifPresent(section -> elsewhere(node, section));
        } else {
            reading.problem(
                    node,
                    "a URL is expected here, not a list",
                    "between [ ], a URL with a range needs quotes: \"https://shop.example/list?page=[1-50]\"");
        }
    }

    private void elsewhere(Yaml node, Section section) {
        if (Stream.of("file", "sitemap", "api").filter(section::has).count() != 1) {
            reading.problem(
                    node, "one of the three is expected here", "{file: urls.txt}, {sitemap: URL} or {api: URL}");
            return;
        }
        section.scalar("api")
                .flatMap(scalar -> url(scalar.text(), scalar.spot(), "as in https://shop.example/api/products"))
                .flatMap(url -> ApiReader.read(section, url, apis))
                .ifPresent(apis::add);
        if (section.has("next") && !section.has("api")) {
            reading.problem(node, "next is the page of an API after another", "as in {api: URL, next: $.next}");
        }
        section.scalar("file").ifPresent(this::file);
        section.scalar("sitemap")
                .flatMap(scalar -> url(
                        scalar.text(),
                        scalar.spot(),
                        "as in https://shop.example/sitemap.xml, or the site's robots.txt"))
                .ifPresent(sitemaps::add);
    }

    private void file(Yaml.Scalar scalar) {
        try {
            Path file = reading.file().resolveSibling(scalar.text());
            reading.beside().accept(file);
            if (!Files.isRegularFile(file)) {
                reading.problem(scalar, "there is no file " + file, "paths are relative to the job file");
                return;
            }
            if (Files.size(file) > LONGEST_FILE) {
                reading.problem(scalar, file + " is longer than 50 MB", "");
                return;
            }
            SourceText text = SourceText.of(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            boolean empty = true;
            for (int i = 0; i < text.lines().size(); i++) {
                String line = text.lines().get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    empty = false;
                    expand(line, text.spot(i + 1, 1));
                }
            }
            if (empty) {
                emptyFiles.add(scalar.text());
            }
        } catch (IOException | InvalidPathException e) {
            reading.problem(scalar, "the file cannot be read as UTF-8 text: " + scalar.text(), "");
        }
    }

    private void expand(String url, Spot spot) {
        long count = 1;
        Matcher range = RANGE.matcher(url);
        while (range.find()) {
            long numbers = Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
            if (numbers < 1) {
                reading.problems()
                        .at(
                                spot,
                                "the range " + range.group() + " runs backwards",
                                "write [" + range.group(2) + "-" + range.group(1) + "]");
                return;
            }
            count = Math.min(MOST + 1L, count * numbers);
        }
        if (starts.size() + count <= MOST) {
            fill(url, spot);
        } else if (!full) {
            full = true;
            reading.problems().at(spot, "more than " + MOST + " starts", "start at fewer pages and follow their links");
        }
    }

    /** @return whether every URL was one; the first that is none ends the range, the others would say the same */
    private boolean fill(String url, Spot spot) {
        Matcher range = RANGE.matcher(url);
        if (!range.find()) {
            return add(url, spot);
        }
        int last = Integer.parseInt(range.group(2));
        int width = range.group(1).startsWith("0") ? range.group(1).length() : 1;
        for (int number = Integer.parseInt(range.group(1)); number <= last; number++) {
            String digits = String.valueOf(number);
            String padded = "0".repeat(Math.max(0, width - digits.length())) + digits;
            if (!fill(url.substring(0, range.start()) + padded + url.substring(range.end()), spot)) {
                return false;
            }
        }
        return true;
    }

    private boolean add(String url, Spot spot) {
        Optional<PageUrl> start = url(url, spot, "a start is a whole URL, such as https://shop.example/list");
        start.ifPresent(starts::add);
        return start.isPresent();
    }

    private Optional<PageUrl> url(String text, Spot spot, String hint) {
        try {
            return Optional.of(PageUrl.of(text));
        } catch (IllegalArgumentException refused) {
            reading.problems().at(spot, String.valueOf(refused.getMessage()), hint);
            return Optional.empty();
        }
    }
}
