package dev.gannet.crawl;

import dev.gannet.job.Plan;
import dev.gannet.web.PageUrl;
import dev.gannet.web.UrlGlob;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

/** Which followed links a job takes in: scope, include and exclude, and none that ends its own login. Thread-safe. */
final class Scope {
    /** A step of the path or a value of the query that names the end of a login, whole: articles about it do not count. */
    private static final Pattern LOGOUT =
            Pattern.compile("[/?&=](log|sign)[-_]?(out|off)(?=[/?&.;=]|$)", CASE_INSENSITIVE);

    private final Plan.CrawlSpec crawl;
    private final boolean login;
    private final Set<String> homes;
    private final Set<String> sites;
    private final Function<PageUrl, String> home;

    Scope(Plan plan) {
        crawl = plan.crawl();
        login = plan.login().isPresent();
        home = switch (crawl.scope()) {
            case SITE -> url -> url.site().domain();
            case HOST -> url -> url.site().host();
            case PREFIX, PAGE -> Scope::folder;
        };
        sites = plan.entries().stream()
                .map(url -> url.site().domain())
                .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
        homes = plan.entries().stream().map(home).collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
    }

    /**
     * A page that a sitemap lists is a start, if the job takes it in: {@code scope: page} means such pages, too, as long as
     * they are on a start's host.
     */
    boolean lists(PageUrl url) {
        return (crawl.scope() == Plan.Scope.PAGE ? onHost(url) : atHome(url)) && includes(url) && !excludes(url);
    }

    /** @return whether a further sitemap may be read: on the site of a start, wherever there */
    boolean reaches(PageUrl sitemap) {
        return sites.contains(sitemap.site().domain());
    }

    private boolean onHost(PageUrl url) {
        return homes.stream().anyMatch(folder -> folder.startsWith(url.origin() + "/"));
    }

    /** A start that moved house: where it led is home too. */
    void moved(PageUrl to) {
        homes.add(home.apply(to));
        sites.add(to.site().domain());
    }

    /** @return whether a link to this page is followed */
    boolean takesIn(PageUrl url) {
        return crawl.scope() != Plan.Scope.PAGE && atHome(url) && includes(url) && !excludes(url);
    }

    /** @return the rule by which a link to this page is not followed; for people, and slower than the answer alone */
    Optional<String> leftOut(PageUrl url) {
        if (takesIn(url)) {
            return Optional.empty();
        }
        if (crawl.scope() == Plan.Scope.PAGE) {
            return Optional.of("scope: page takes in the starts alone");
        }
        if (!atHome(url)) {
            return Optional.of(homes());
        }
        if (!includes(url)) {
            return Optional.of("no include matches it: " + names(crawl.include().stream()));
        }
        return excluded(url);
    }

    /** @return the rule by which a page that a sitemap lists is not taken in; empty where it is */
    Optional<String> unlisted(PageUrl url) {
        if (lists(url)) {
            return Optional.empty();
        }
        boolean within = crawl.scope() == Plan.Scope.PAGE ? onHost(url) : atHome(url);
        if (!within) {
            return Optional.of(homes());
        }
        return includes(url) ? excluded(url) : Optional.of("no include matches it: " + names(crawl.include().stream()));
    }

    private static String names(Stream<UrlGlob> globs) {
        return globs.map(UrlGlob::toString).collect(Collectors.joining(", "));
    }

    /** @return the rule by which a document at this URL, reached by redirects, is not taken in */
    Optional<String> against(PageUrl url) {
        boolean within = crawl.scope() == Plan.Scope.PAGE ? onHost(url) : atHome(url);
        return within ? excluded(url) : Optional.of(homes());
    }

    /** @return the rule by which no document at this URL is taken in, whatever leads there */
    Optional<String> excluded(PageUrl url) {
        if (endsLogin(url)) {
            return Optional.of("it looks like a logout, which would end the login of the job");
        }
        return excludes(url)
                ? Optional.of(
                        "exclude matches it: " + names(crawl.exclude().stream().filter(glob -> glob.matches(url))))
                : Optional.empty();
    }

    private String homes() {
        return "scope: " + crawl.scope().name().toLowerCase(Locale.ROOT) + " takes in "
                + String.join(", ", new TreeSet<>(homes));
    }

    private boolean includes(PageUrl url) {
        return crawl.include().isEmpty() || crawl.include().stream().anyMatch(glob -> glob.matches(url));
    }

    private boolean excludes(PageUrl url) {
        return endsLogin(url) || crawl.exclude().stream().anyMatch(glob -> glob.matches(url));
    }

    private boolean endsLogin(PageUrl url) {
        return login && LOGOUT.matcher(url.pathAndQuery()).find();
    }

    private boolean atHome(PageUrl url) {
        if (crawl.scope() == Plan.Scope.PREFIX) {
            String text = url.origin() + url.pathAndQuery();
            return homes.stream().anyMatch(text::startsWith);
        }
        return homes.contains(home.apply(url));
    }

    private static String folder(PageUrl url) {
        String path = url.path();
        return url.origin() + path.substring(0, path.lastIndexOf('/') + 1);
    }
}
