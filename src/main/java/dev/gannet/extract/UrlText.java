package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads links as they stand in a document. */
final class UrlText {
    private static final Pattern OTHER_SCHEME =
            Pattern.compile("(?i)(?!javascript:|vbscript:|https?:)[a-z][a-z0-9+.-]*:\\S+");

    private UrlText() {}

    /**
     * @param base what it is resolved against
     * @return an http or https URL made absolute, or an absolute URL of another scheme ({@code mailto:}) as it stands
     */
    static Parsed parse(String text, Optional<PageUrl> base) {
        Optional<String> web = resolve(text, base).map(PageUrl::text);
        if (web.isPresent()) {
            return Parsed.of(web.get());
        }
        return OTHER_SCHEME.matcher(text).matches() ? Parsed.of(text) : Parsed.wanted(text, "a URL such as /p/1");
    }

    /** @return where a link leads when that is an http or https URL */
    static Optional<PageUrl> resolve(String href, String base) {
        return resolve(href, PageUrl.parse(base));
    }

    private static Optional<PageUrl> resolve(String href, Optional<PageUrl> base) {
        return base.map(from -> from.resolve(href)).orElseGet(() -> PageUrl.parse(href));
    }
}
