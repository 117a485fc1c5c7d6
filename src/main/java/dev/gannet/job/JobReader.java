package dev.gannet.job;

import dev.gannet.capture.CaptureSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.SelectorSyntax;
import dev.gannet.job.Plan.CrawlSpec;
import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.job.Plan.PageBlock;
import dev.gannet.login.LoginSpec;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.session.BrowserSpec;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Redaction;
import dev.gannet.web.Rung;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a job file into a {@link Plan}, checked whole before anything starts. Stateless and thread-safe. Nothing in a job
 * is executed, and of the environment only what it names as <code>${env:NAME}</code> is read (S13, S14).
 */
public final class JobReader {
    private static final List<String> RUNGS = List.of("auto", "render", "static");
    private static final List<String> LATER = List.of("soft", "api");

    private static final String EMPTY = """
            six lines are a job:
              start: https://quotes.toscrape.com/js/
              items:
                quote:
                  each: .quote
                  fields: {text: .text, author: .author}""";

    private JobReader() {}

    /**
     * @param file the job
     * @param overrides settings as {@code path.to.key=value}, the value in YAML
     * @return the plan
     * @throws JobException with every problem at once, when there is one
     */
    public static Plan read(Path file, List<String> overrides) {
        return read(file, overrides, new Redaction());
    }

    /**
     * @param redaction is told the job's secrets
     * @return as {@link #read(Path, List)}
     */
    public static Plan read(Path file, List<String> overrides, Redaction redaction) {
        return read(
                TextFile.read(file),
                file,
                overrides,
                name -> Optional.ofNullable(System.getenv(name)),
                redaction,
                looked -> {});
    }

    /**
     * @param store where rows go of a job that does not say; empty for a file beside it
     * @param beside is told each file, beside the job's own, that the plan depends on, before it is looked at: lists of
     *     URLs, secrets, recordings; it may be there or not
     * @return as {@link #read(Path, List)}
     */
    public static Plan read(Path file, Redaction redaction, Optional<String> store, Consumer<Path> beside) {
        String text = TextFile.read(file);
        Function<String, Optional<String>> environment = name -> Optional.ofNullable(System.getenv(name));
        boolean said = store.isEmpty()
                || YamlReader.read(file.toString(), text, new Problems())
                        .filter(Yaml.Mapping.class::isInstance)
                        .flatMap(job -> ((Yaml.Mapping) job).entry("store"))
                        .isPresent();
        return read(
                text,
                file,
                said ? List.of() : List.of("store='" + store.get().replace("'", "''") + "'"),
                environment,
                redaction,
                beside);
    }

    /**
     * @param text the job
     * @param file where it was read from: names the job, and paths in it are relative to it
     * @param overrides settings as {@code path.to.key=value}, the value in YAML
     * @return the plan
     * @throws JobException with every problem at once, when there is one
     */
    public static Plan read(String text, Path file, List<String> overrides) {
        return read(text, file, overrides, name -> Optional.ofNullable(System.getenv(name)));
    }

    static Plan read(String text, Path file, List<String> overrides, Function<String, Optional<String>> environment) {
        return read(text, file, overrides, environment, new Redaction(), looked -> {});
    }

    private static Plan read(
            String text,
            Path file,
            List<String> overrides,
            Function<String, Optional<String>> environment,
            Redaction redaction,
            Consumer<Path> beside) {
        Problems problems = new Problems();
        Optional<Yaml> document = YamlReader.read(file.toString(), text, problems);
        if (document.isEmpty()) {
            if (!problems.any()) {
                problems.at(SourceText.of(file.toString(), text).spot(1, 1), "the job is empty", EMPTY);
            }
            problems.check();
        }
        Yaml job = new Overrides(problems).apply(document.orElseThrow(), overrides);
        Reading reading = new Reading(
                file.toAbsolutePath(), problems, environment, redaction, flows(job), new LinkedHashSet<>(), beside);
        Optional<Plan> plan = Section.of(JobKeys.JOB, job, reading).map(JobReader::plan);
        problems.check();
        return plan.orElseThrow();
    }

    private static Optional<Yaml.Mapping> flows(Yaml job) {
        return Optional.of(job)
                .filter(Yaml.Mapping.class::isInstance)
                .flatMap(mapping -> ((Yaml.Mapping) mapping).entry("flows"))
                .map(Yaml.Entry::value)
                .filter(Yaml.Mapping.class::isInstance)
                .map(Yaml.Mapping.class::cast);
    }

    private static Plan plan(Section job) {
        FlowsReader.check(job);
        String name = name(job);
        StartReader.Starts starts = StartReader.read(job);
        CrawlSpec crawl = CrawlReader.read(job);
        LimitsSpec limits = MannersReader.limits(job);
        List<ItemSpec> items = ItemReader.read(job);
        Optional<CaptureSpec> capture = CaptureReader.read(job);
        if (!job.has("items") && !job.has("capture")) {
            job.reading()
                    .problem(
                            job.node(),
                            "\"items\" is missing",
                            "items: what is taken from the pages; or capture: what they are kept as");
        }
        List<UrlGlob> fetched = Stream.concat(
                        items.stream().flatMap(item -> item.fetched().stream()),
                        crawl.follow().stream().flatMap(Selector::answers))
                .distinct()
                .toList();
        List<PageBlock> pages = PageReader.read(job, limits, fetched);
        Optional<LoginSpec> login = LoginReader.read(job, name, starts.first());
        StepNames.check(
                job,
                items,
                Stream.concat(
                                pages.stream().flatMap(page -> page.steps().stream()),
                                login.stream().flatMap(one -> one.steps().stream()))
                        .toList());
        PolitenessSpec politeness = MannersReader.politeness(job);
        BrowserSpec browser = BrowserReader.read(job, politeness.contact(), homes(starts, login));
        Rung rung = rung(job);
        if (rung == Rung.STATIC) {
            checkStatic(job, crawl, pages, login, capture);
        }
        String store = StoreReader.read(job, name);
        Path file = job.reading().file();
        return new Plan(
                name,
                file,
                starts.pages(),
                starts.sitemaps(),
                starts.apis(),
                starts.emptyFiles(),
                crawl,
                pages,
                items,
                capture,
                ScheduleReader.read(job),
                NotifyReader.read(job),
                login,
                LoginReader.none(job),
                politeness,
                browser,
                limits,
                rung,
                store,
                List.copyOf(job.reading().scripts()),
                job.reading().redaction());
    }

    private static List<PageUrl> homes(StartReader.Starts starts, Optional<LoginSpec> login) {
        return Stream.of(
                        starts.pages().stream(),
                        starts.sitemaps().stream(),
                        starts.apis().stream().map(ApiSpec::url),
                        login.map(LoginSpec::start).stream())
                .flatMap(urls -> urls)
                .toList();
    }

    private static String name(Section job) {
        Optional<Yaml.Scalar> name = job.scalar("name");
        name.filter(scalar -> !scalar.text().matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}"))
                .ifPresent(scalar -> job.reading()
                        .problem(scalar, "a job's name is letters, digits, blanks and . _ -, at most 100", ""));
        String file = String.valueOf(job.reading().file().getFileName());
        return name.map(Yaml.Scalar::text).orElseGet(() -> file.replaceFirst("(?<=.)\\.[^.]*$", ""));
    }

    private static Rung rung(Section job) {
        Optional<Yaml.Scalar> ladder = job.scalar("ladder");
        if (ladder.isPresent() && LATER.contains(ladder.get().text())) {
            job.reading()
                    .problem(
                            ladder.get(),
                            "ladder: " + ladder.get().text() + " is not in this version",
                            "write auto, render or static");
            return Rung.RENDER;
        }
        Optional<String> word = ladder.flatMap(scalar -> Shape.word(scalar, RUNGS, job.reading()));
        return word.filter("static"::equals).map(found -> Rung.STATIC).orElse(Rung.RENDER);
    }

    /** What only a browser can do is an error where the job says that there is none. */
    private static void checkStatic(
            Section job,
            CrawlSpec crawl,
            List<PageBlock> pages,
            Optional<LoginSpec> login,
            Optional<CaptureSpec> capture) {
        List<String> needs = new ArrayList<>();
        capture.stream()
                .flatMap(spec -> spec.shots().stream())
                .forEach(shot -> needs.add("capture." + shot.form().label()));
        login.filter(found -> !found.shared()).ifPresent(found -> needs.add("login.share: per-session"));
        if (!crawl.clicks().isEmpty()) {
            needs.add("crawl.follow by click");
        }
        for (PageBlock block : pages) {
            if (!block.steps().isEmpty()) {
                needs.add("page.steps");
            }
            block.scroll().ifPresent(found -> needs.add("page.scroll"));
            block.next().ifPresent(found -> needs.add("page.next"));
            if (!block.page().dismiss().isEmpty()) {
                needs.add("page.dismiss");
            }
            block.page()
                    .ready()
                    .flatMap(SelectorSyntax::liveOnly)
                    .ifPresent(form -> needs.add("page.ready by " + form));
            block.page()
                    .blocked()
                    .flatMap(SelectorSyntax::liveOnly)
                    .ifPresent(form -> needs.add("page.blocked by " + form));
            if (block.page().reach().frames()) {
                needs.add("page.frames");
            }
            if (block.page().reach().closed()) {
                needs.add("page.shadow");
            }
            if (!block.page().fetched().isEmpty()) {
                needs.add("fetched");
            }
        }
        if (!needs.isEmpty()) {
            job.reading()
                    .problem(
                            job.get("ladder").orElseThrow(),
                            "ladder: static renders no page, which "
                                    + String.join(
                                            ", ", needs.stream().distinct().toList()) + " needs",
                            "leave out ladder, or that");
        }
    }
}
