package dev.gannet.job;

import dev.gannet.job.Yaml.Entry;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.BrowserSpec.ResourceKind;
import dev.gannet.session.OwnHeaders;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Secret;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the browser that a job asks for. */
final class BrowserReader {
    /** The name of a header: a token (RFC 9110, section 5.6.2). */
    static final String HEADER = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** What the connection needs for itself; Chrome refuses most of them. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "content-type",
            "cookie2",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Pattern CREDENTIAL =
            Pattern.compile(".*(auth|cookie|token|secret|passw|api-?key|session|credential).*", Pattern.DOTALL);
    private static final List<String> KINDS = Arrays.stream(ResourceKind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();

    private BrowserReader() {}

    /** @param homes URLs of the origins that the headers go to */
    static BrowserSpec read(Section job, Optional<String> contact, List<PageUrl> homes) {
        String agent = contact.map(address -> PolitenessSpec.PRODUCT + " (+" + address + ")")
                .orElse(PolitenessSpec.PRODUCT);
        return job.get("browser")
                .flatMap(node -> Section.of(JobKeys.BROWSER, node, job.reading()))
                .map(section -> browser(section, agent, homes))
                .orElseGet(() -> BrowserSpec.usual(agent));
    }

    private static BrowserSpec browser(Section section, String agent, List<PageUrl> homes) {
        return new BrowserSpec(
                profile(section),
                section.flag("full"),
                section.flag("service-workers"),
                section.get("block").map(node -> kinds(node, section.reading())).orElse(Set.of()),
                GridReader.read(section),
                GridReader.none(section),
                proxy(section),
                OwnHeaders.of(headers(section), homes),
                agent);
    }

    private static String profile(Section section) {
        Optional<Yaml.Scalar> name = section.scalar("profile");
        name.filter(scalar -> !scalar.text().matches("[A-Za-z0-9][A-Za-z0-9_-]*"))
                .ifPresent(scalar -> section.reading()
                        .problem(
                                scalar,
                                "a profile is the name of a file in drivers-config/profiles, without its ending",
                                "as in desktop, mobile or lean"));
        return name.map(Yaml.Scalar::text).orElse("desktop");
    }

    static Set<ResourceKind> kinds(Yaml node, Reading reading) {
        Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
        List<Yaml> values = node instanceof Yaml.Sequence list && list.values().isEmpty()
                ? List.of()
                : Shape.oneOrMore(node, reading);
        values.stream()
                .flatMap(each -> Shape.scalar(each, "a kind of resource", reading).stream())
                .flatMap(scalar -> Shape.word(scalar, KINDS, reading).stream())
                .forEach(word -> kinds.add(ResourceKind.valueOf(word.toUpperCase(Locale.ROOT))));
        return kinds;
    }

    private static Optional<String> proxy(Section section) {
        Optional<Yaml.Scalar> proxy = given(section, "proxy");
        proxy.filter(scalar -> !scalar.text().matches("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5}"))
                .ifPresent(scalar ->
                        section.reading().problem(scalar, "a proxy is host:port", "as in proxy.example:3128"));
        return proxy.map(Yaml.Scalar::text);
    }

    /** It may be switched off by name. */
    private static Optional<Yaml.Scalar> given(Section section, String key) {
        return section.scalar(key)
                .filter(scalar -> !(scalar.plain() && scalar.text().matches("null|~")));
    }

    private static Map<String, String> headers(Section section) {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<Yaml> node = section.get("headers");
        if (node.isEmpty()) {
            return headers;
        }
        if (!(node.get() instanceof Yaml.Mapping mapping)) {
            section.reading().problem(node.get(), "headers are names with texts", "as in {Accept-Language: de}");
            return headers;
        }
        for (Entry entry : mapping.entries()) {
            if (!entry.key().text().matches(HEADER)) {
                section.reading()
                        .problem(
                                entry.key(),
                                "not the name of a header: "
                                        + YamlTraps.quote(entry.key().text()),
                                "");
                continue;
            }
            if (refused(entry, section.reading())) {
                continue;
            }
            Shape.scalar(entry.value(), "a header", section.reading())
                    .filter(value -> byReference(entry, value, section.reading()))
                    .flatMap(section.reading()::filled)
                    .map(Secret::reveal)
                    .filter(text -> visible(text, entry.value(), section.reading()))
                    .ifPresent(text -> headers.put(entry.key().text(), text));
        }
        return headers;
    }

    private static boolean refused(Entry entry, Reading reading) {
        String name = entry.key().text().toLowerCase(Locale.ROOT);
        boolean ours = OF_THE_CONNECTION.contains(name) || name.startsWith("proxy-") || name.startsWith("sec-");
        if (ours) {
            reading.problem(entry.key(), entry.key().text() + " is the connection's own header, not a job's", "");
        } else if (name.equals("user-agent")) {
            reading.problem(
                    entry.key(),
                    "the user agent is not a job's to change: it names Gannet",
                    "politeness.contact is appended to it, browser.profile chooses the device");
        }
        return ours || name.equals("user-agent");
    }

    /** A job file is shared and kept; what lets somebody in is not written into it. */
    private static boolean byReference(Entry entry, Yaml.Scalar value, Reading reading) {
        String name = entry.key().text();
        boolean fine = !CREDENTIAL.matcher(name.toLowerCase(Locale.ROOT)).matches()
                || value.text().contains("${env:")
                || value.text().contains("${secret:");
        if (!fine) {
            reading.problem(
                    value,
                    name + " looks like a credential, which does not belong in a file",
                    "write " + name
                            + ": \"${env:NAME}\", and set NAME in the environment, or \"${secret:NAME}\", a file");
        }
        return fine;
    }

    private static boolean visible(String text, Yaml node, Reading reading) {
        boolean fine = text.chars().noneMatch(c -> Character.isISOControl(c) || c > 0xFF);
        if (!fine) {
            reading.problem(node, "a header is one line of Latin letters", "");
        }
        return fine;
    }
}
