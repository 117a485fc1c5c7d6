package dev.gannet.crawl;

import dev.gannet.extract.Account;
import dev.gannet.extract.Announced;
import dev.gannet.extract.Expectation;
import dev.gannet.extract.Extraction;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.KeyClash;
import dev.gannet.extract.PasswordForm;
import dev.gannet.extract.Probe;
import dev.gannet.frontier.Breach;
import dev.gannet.frontier.Judgement;
import dev.gannet.job.Plan;
import dev.gannet.web.Completeness;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Judges whether all of a page was read, as far as the page, the job and the runs before can tell, and keeps the document of
 * one that is not complete. Thread-safe.
 */
final class PageJudge {
    private static final double MOST = 0.8;
    /** A part of a path that usually names the form of a login. */
    private static final Pattern LOGIN_PATH = Pattern.compile(
            "(?i)[/._-](log-?in|log-?on|sign-?in|auth|authenticate|sso|oauth2?|session|sessions|anmelden|anmeldung|connexion"
                    + "|acceso|entrar|accedi|inloggen|zaloguj)([/._?#-]|$)");

    private final Plan plan;
    private final Usual usual;
    private final KeptDocuments kept;

    PageJudge(Plan plan, Usual usual, KeptDocuments kept) {
        this.plan = plan;
        this.usual = usual;
        this.kept = kept;
    }

    /** @param told what is known to be amiss already */
    Judgement of(Visit visit, Snapshot snapshot, Extraction extraction, List<Breach> told) {
        List<Breach> breaches = new ArrayList<>(told);
        ReadyVerdict ready = snapshot.verdict();
        List<String> pending =
                ready.pending().stream().map(plan.redaction()::redact).toList();
        if (!ready.ready()) {
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.READY,
                    "never ready: " + plan.redaction().redact(ready.reason())
                            + (pending.isEmpty() ? "" : ", still awaited: " + String.join(", ", pending))));
        }
        if (ready.ready()) {
            ready.pending().stream()
                    .flatMap(shown -> placeholder(shown).stream())
                    .forEach(breaches::add);
        }
        if (snapshot.truncated()) {
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.SIZE,
                    "cut at " + plan.limits().size() + " of " + snapshot.length() + " characters"));
        }
        Optional<PageUrl> last = PageUrl.parse(snapshot.finalUrl());
        if (extraction.password() != PasswordForm.NONE
                && plan.login().isEmpty()
                && !plan.loginless()
                && !LOGIN_PATH.matcher(visit.url().text()).find()) {
            last.flatMap(url -> loginPage(url, extraction)).ifPresent(breaches::add);
        }
        error(visit, snapshot, extraction).ifPresent(breaches::add);
        for (ItemSpec item : plan.items()) {
            if (item.on(visit.url()) || last.map(item::on).orElse(false)) {
                kind(item, extraction, breaches);
            }
        }
        if (breaches.isEmpty()) {
            return new Judgement(List.of(), ready.waited(), pending);
        }
        Optional<String> seen = kept.keep("page-" + visit.page() + "-" + visit.attempt(), snapshot)
                .map(Path::toString);
        return new Judgement(
                breaches.stream()
                        .map(breach -> breach.seenOn(visit.url().text(), seen))
                        .toList(),
                ready.waited(),
                pending);
    }

    /**
     * A sitemap that the job starts at and that brings nothing. Where it is the only start, the run says so as a whole; one
     * of an index may be empty.
     *
     * @param listed how many pages and sitemaps it lists
     * @param refused why the first of them is not taken in
     */
    Judgement ofSitemap(Visit visit, int listed, LinkIntake.Taken links, Supplier<String> refused) {
        boolean vain = links.leads().isEmpty() && (listed == 0 || links.outOfScope() == listed);
        if (!vain || !plan.sitemaps().contains(visit.url()) || plan.entries().size() == 1) {
            return Judgement.SOUND;
        }
        String message = listed == 0
                ? "the sitemap lists no page"
                : "no page that the sitemap lists is taken in, such as " + refused.get();
        return new Judgement(
                List.of(Breach.ofRun(Completeness.SUSPECT, Rules.SITEMAPS, message)
                        .seenOn(visit.url().text(), Optional.empty())),
                Duration.ZERO,
                List.of());
    }

    /**
     * An error that is answered with status 200 is no empty list. Where it is the only start, the run has found nothing, which
     * says it.
     */
    private Optional<Breach> error(Visit visit, Snapshot snapshot, Extraction extraction) {
        boolean only = visit.depth() == 0 && plan.entries().size() == 1;
        boolean found = !extraction.items().isEmpty()
                || !extraction.invalid().isEmpty()
                || !extraction.links().isEmpty();
        if (snapshot.kind() != DocumentKind.JSON || only || found || !listless(visit, snapshot)) {
            return Optional.empty();
        }
        return new JsonSigns(snapshot)
                .error()
                .map(sign -> Breach.ofRun(
                        Completeness.SUSPECT,
                        Rules.MISSING,
                        "the answer has no item and reports " + plan.redaction().redact(sign)));
    }

    /** @return whether each list that the job reads here is missing, not empty */
    private boolean listless(Visit visit, Snapshot snapshot) {
        Probe probe = new Probe(snapshot);
        List<ItemSpec> here =
                plan.items().stream().filter(item -> item.on(visit.url())).toList();
        return !here.isEmpty()
                && here.stream()
                        .allMatch(item -> item.each()
                                .filter(Selector.Json.class::isInstance)
                                .map(each -> ((Selector.Json) each).path())
                                .filter(path -> path.endsWith("[*]"))
                                .map(path -> path.substring(0, path.length() - 3))
                                .filter(list ->
                                        probe.match(new Selector.Json(list)).count() == 0)
                                .isPresent());
    }

    /** A form that was not asked for stands in the place of the page: its heading is no item. */
    private static Optional<Breach> loginPage(PageUrl last, Extraction extraction) {
        boolean redirected = LOGIN_PATH.matcher(last.text()).find();
        if (!redirected && extraction.password() != PasswordForm.WHOLE) {
            return Optional.empty();
        }
        return Optional.of(
                Breach.ofRun(
                        Completeness.SUSPECT,
                        Rules.LOGIN,
                        (redirected
                                        ? "redirected to " + last.text() + ", which asks"
                                        : "the page is the form of a login and asks")
                                + " for a password: describe the `login` of the job, or say with login: none that this is right"));
    }

    /** @param shown such as {@code product.price shows NaN} */
    private Optional<Breach> placeholder(String shown) {
        return plan.items().stream()
                .flatMap(item -> item.fields().stream()
                        .filter(field -> shown.startsWith(item.kind() + "." + field.name() + " "))
                        .filter(field -> !item.expect().coverage().containsKey(field.name()))
                        .map(field -> Breach.ofField(
                                Completeness.SUSPECT,
                                Rules.PLACEHOLDER,
                                item.kind(),
                                field.name(),
                                shown.substring(item.kind().length() + 1) + " in the place of a value, to the end")))
                .findFirst();
    }

    private void kind(ItemSpec item, Extraction extraction, List<Breach> breaches) {
        String kind = item.kind();
        Expectation expect = item.expect();
        int valid = (int) extraction.items().stream()
                .filter(one -> one.kind().equals(kind))
                .count();
        Extraction.LeftOut leftOut = extraction.invalid().getOrDefault(kind, new Extraction.LeftOut(0, List.of()));
        int all = valid + leftOut.items();
        if (leftOut.items() > 0) {
            String fields = String.join(", ", leftOut.missing());
            String message = leftOut.items() + " of " + Rules.count(all, "item") + " without " + fields + ", not stored"
                    + why(extraction, kind, leftOut.missing());
            breaches.add(
                    leftOut.missing().size() == 1
                            ? Breach.ofField(Completeness.PARTIAL, Rules.INVALID, kind, fields, message)
                            : Breach.ofKind(Completeness.PARTIAL, Rules.INVALID, kind, message));
        }
        if (all > 0 || !item.at().isEmpty()) {
            expect.page().flatMap(range -> range(kind, range, all)).ifPresent(breaches::add);
        }
        Account account = extraction.accounts().get(kind);
        if (account == null) {
            return;
        }
        account.announced()
                .filter(told -> !Announced.hint(told.by()) && told.count() > all && alone())
                .ifPresent(told -> breaches.add(few(kind, all, told)));
        clash(kind, account.clashes()).ifPresent(breaches::add);
        for (FieldSpec field : item.fields()) {
            int lacking = account.lacking().getOrDefault(field.name(), 0);
            if (lacking > 0) {
                lacking(item, field.name(), lacking, valid)
                        .map(rule -> Breach.ofField(
                                Completeness.SUSPECT,
                                rule,
                                kind,
                                field.name(),
                                lacking + " of " + Rules.count(valid, "item") + " without a value in " + field.name()
                                        + why(extraction, kind, List.of(field.name()))))
                        .ifPresent(breaches::add);
            }
        }
    }

    private static Optional<Breach> clash(String kind, List<KeyClash> clashes) {
        return clashes.stream()
                .findFirst()
                .map(first -> Breach.ofKind(
                        Completeness.SUSPECT,
                        Rules.KEY,
                        kind,
                        "several items of " + first.kind() + " have the key " + first.key() + " and differ in "
                                + String.join(", ", new TreeSet<>(first.fields())) + "; only the last of them is stored"
                                + (clashes.size() == 1 ? "" : ", and so " + (clashes.size() - 1) + " times more")
                                + ": choose a key that tells them apart"));
    }

    private static Optional<Breach> range(String kind, Expectation.Range range, int all) {
        if (all >= range.min() && all <= range.max()) {
            return Optional.empty();
        }
        return Optional.of(Breach.ofKind(
                all < range.min() ? Completeness.PARTIAL : Completeness.SUSPECT,
                Rules.EXPECT_PAGE,
                kind,
                Rules.count(all, "item") + " on the page, expected: " + range));
    }

    private static Breach few(String kind, int all, Announced told) {
        return Breach.ofKind(
                Completeness.PARTIAL,
                told.by(),
                kind,
                Rules.count(all, "item") + " read, and there are " + (told.least() ? "at least " : "") + told.count()
                        + ", says the page (" + told.by() + ")");
    }

    /** @return whether the job reads a single page: the rest of a list is on no other */
    private boolean alone() {
        return plan.starts().size() == 1
                && plan.sitemaps().isEmpty()
                && plan.apis().isEmpty()
                && plan.crawl().follow().isEmpty()
                && plan.crawl().clicks().isEmpty();
    }

    /** @return the rule by which so many items without a value are worth a look */
    private Optional<String> lacking(ItemSpec item, String field, int lacking, int valid) {
        Double expected = item.expect().coverage().get(field);
        if (expected != null) {
            return 1 - lacking / (double) valid < expected ? Optional.of(Rules.COVERAGE) : Optional.empty();
        }
        OptionalDouble before = usual.coverage(item.kind(), field);
        boolean odd = lacking == valid
                && before.isPresent()
                && (before.getAsDouble() == 1 || valid >= Rules.SEVERAL && before.getAsDouble() >= MOST);
        return odd ? Optional.of(Rules.USUAL) : Optional.empty();
    }

    /** @return what was found in the place of a value, if anything was */
    private static String why(Extraction extraction, String kind, List<String> fields) {
        return extraction.problems().stream()
                .filter(problem -> problem.kind().equals(kind) && fields.contains(problem.field()))
                .map(Extraction.Problem::message)
                .filter(message -> !message.startsWith("required"))
                .findFirst()
                .map(message -> ": " + message)
                .orElse("");
    }
}
