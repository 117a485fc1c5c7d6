package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.Item;
import dev.gannet.extract.Probe;
import dev.gannet.frontier.Breach;
import dev.gannet.http.LinkHeader;
import dev.gannet.job.ApiSpec;
import dev.gannet.job.Plan;
import dev.gannet.web.Completeness;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the page after one of an API. Thread-safe; one for all workers of a run. */
final class ApiPaging {
    /** What an API answers to the question for a page beyond its last, where it does not answer with an empty one. */
    private static final List<Integer> NO_SUCH_PAGE = List.of(400, 404, 416);

    private final Plan plan;
    private final Scope scope;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Map<ApiSpec, Last> last = new ConcurrentHashMap<>();

    ApiPaging(Plan plan, Scope scope) {
        this.plan = plan;
        this.scope = scope;
    }

    /**
     * The page after one.
     *
     * @param url it; empty after the last
     * @param breach why it is not asked for although there is one
     */
    record After(Optional<PageUrl> url, Optional<Breach> breach) {
        static final After NOTHING = new After(Optional.empty(), Optional.empty());

        static After refused(String message) {
            return new After(Optional.empty(), Optional.of(Breach.ofRun(Completeness.PARTIAL, Rules.NEXT, message)));
        }
    }

    /** The page that was read last of an API, and a digest of what it gave. */
    private record Last(String page, int digest) {}

    /** @return nothing for a page that is none of an API's */
    After after(Visit visit, Snapshot snapshot, Extraction extraction) {
        if (visit.role() != Role.API) {
            return After.NOTHING;
        }
        ApiSpec api = of(visit.url());
        Optional<PageUrl> base = PageUrl.parse(snapshot.finalUrl());
        Optional<String> next = api.next().flatMap(how -> named(how, visit, snapshot, extraction));
        if (next.isEmpty() || base.isEmpty()) {
            return new After(Optional.empty(), unnoticed(api, visit, snapshot, extraction));
        }
        Optional<PageUrl> url = base.get().resolve(next.get());
        if (url.isEmpty()) {
            return After.refused("the next page is no web address: " + next.get());
        }
        if (scope.against(url.get()).isPresent()) {
            return After.refused("the next page is " + url.get() + ", and "
                    + scope.against(url.get()).get());
        }
        if (visit.depth() + 1 >= api.max()) {
            return After.refused("more than " + api.max() + " pages (start.next.max)");
        }
        read.add(visit.url().key());
        if (read.contains(url.get().key())) {
            return After.refused("the next page is one that was read already: " + url.get());
        }
        Last now = new Last(
                visit.url().key(),
                extraction.items().stream().map(Item::values).toList().hashCode());
        Last before = last.put(api, now);
        if (api.next().orElseThrow() instanceof ApiSpec.Counted counted
                && before != null
                && before.digest() == now.digest()
                && !before.page().equals(now.page())) {
            return After.refused(
                    "the page gives what the page before gave: the API may know no " + counted.parameter());
        }
        return new After(url, Optional.empty());
    }

    /** A list of one page names no next one. Where the first page does, and not as the job says, the others are missing. */
    private Optional<Breach> unnoticed(ApiSpec api, Visit visit, Snapshot snapshot, Extraction extraction) {
        Optional<String> sought = api.next()
                .flatMap(how -> how instanceof ApiSpec.Named named
                        ? Optional.of(named.value() + " matches nothing")
                        : how instanceof ApiSpec.Linked linked
                                ? Optional.of("no Link header names " + linked.relation())
                                : Optional.empty());
        if (sought.isEmpty()
                || visit.depth() > 0
                || snapshot.kind() != DocumentKind.JSON
                || extraction.items().isEmpty()) {
            return Optional.empty();
        }
        return new JsonSigns(snapshot)
                .next()
                .map(sign -> Breach.ofRun(
                        Completeness.SUSPECT,
                        Rules.NEXT,
                        "only the first page was read: " + sought.get() + ", and the answer has "
                                + plan.redaction().redact(sign)
                                + "; mend next of start"));
    }

    private Optional<String> named(ApiSpec.Next how, Visit visit, Snapshot snapshot, Extraction extraction) {
        if (how instanceof ApiSpec.Linked linked) {
            return LinkHeader.find(snapshot.said().links(), linked.relation());
        }
        if (how instanceof ApiSpec.Named named) {
            Optional<String> value =
                    new Probe(snapshot).value(named.value()).filter(text -> !text.isBlank() && !text.equals("false"));
            return named.into().isEmpty()
                    ? value
                    : value.map(cursor -> with(visit.url(), named.into().get(), cursor));
        }
        ApiSpec.Counted counted = (ApiSpec.Counted) how;
        long items = extraction.items().size() + extraction.leftOut();
        if (items == 0) {
            return Optional.empty();
        }
        long now = number(visit.url(), counted.parameter()).orElse(counted.ofItems() ? 0 : 1);
        long step = counted.by().orElse(counted.ofItems() ? (int) items : 1);
        return Optional.of(with(visit.url(), counted.parameter(), String.valueOf(now + step)));
    }

    /**
     * @return whether the failure says that the page before was the last: pages that are counted are asked for until there
     *     is none
     */
    boolean beyond(Visit visit, ScrapeException failure) {
        return visit.role() == Role.API
                && visit.depth() > 0
                && failure.kind() == FailureKind.HTTP_CLIENT_ERROR
                && failure.status().isPresent()
                && NO_SUCH_PAGE.contains(failure.status().getAsInt())
                && of(visit.url())
                        .next()
                        .filter(ApiSpec.Counted.class::isInstance)
                        .isPresent();
    }

    /** @return the start that a page belongs to: the one whose address is likest its own */
    private ApiSpec of(PageUrl url) {
        return plan.apis().stream()
                .max(Comparator.comparingInt(api -> common(address(api.url()), address(url))))
                .orElseThrow();
    }

    private static String address(PageUrl url) {
        return url.origin() + url.path();
    }

    private static int common(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return one.equals(other) ? Integer.MAX_VALUE : at;
    }

    private static OptionalLong number(PageUrl url, String parameter) {
        return parameters(url).stream()
                .filter(pair -> name(pair).equals(parameter))
                .map(pair -> pair.substring(Math.min(pair.length(), pair.indexOf('=') + 1)))
                .filter(value -> value.matches("\\d{1,12}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static String with(PageUrl url, String parameter, String value) {
        String pair = URLEncoder.encode(parameter, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
        List<String> pairs = new ArrayList<>();
        parameters(url).forEach(old -> pairs.add(name(old).equals(parameter) ? pair : old));
        if (!pairs.contains(pair)) {
            pairs.add(pair);
        }
        return url.origin() + url.path() + "?" + String.join("&", pairs);
    }

    private static List<String> parameters(PageUrl url) {
        String text = url.pathAndQuery();
        int query = text.indexOf('?');
        return query < 0 || query == text.length() - 1
                ? List.of()
                : List.of(text.substring(query + 1).split("&"));
    }

    private static String name(String pair) {
        try {
            return URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return pair.split("=", 2)[0];
        }
    }
}
