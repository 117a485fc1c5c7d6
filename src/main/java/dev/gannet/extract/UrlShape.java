package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.UrlGlob;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the glob that URLs of one template have in common. Stateless. */
final class UrlShape {
    private UrlShape() {}

    /**
     * @param urls at least two
     * @param others URLs that it must not match
     * @return the narrowest glob by whole parts of the path; empty where it would match everything
     */
    static Optional<String> of(List<PageUrl> urls, List<PageUrl> others) {
        if (urls.size() < 2) {
            return Optional.empty();
        }
        List<List<String>> paths = urls.stream().map(url -> parts(route(url))).toList();
        int shortest = paths.stream().mapToInt(List::size).min().orElse(0);
        boolean even = paths.stream().allMatch(path -> path.size() == shortest);
        StringBuilder glob = new StringBuilder("**");
        boolean telling = false;
        for (int i = 0; i < shortest; i++) {
            int at = i;
            List<String> column = paths.stream().map(path -> path.get(at)).toList();
            String common = common(column);
            telling |= !common.equals("*") && !common.isEmpty();
            boolean tail = !even && (i == shortest - 1 || common.indexOf('*') >= 0);
            glob.append('/').append(tail ? common.indexOf('*') >= 0 ? "**" : common + "/**" : common);
            if (tail) {
                break;
            }
        }
        String text = glob.toString();
        UrlGlob made = UrlGlob.of(text);
        boolean fits = telling
                && text.indexOf('*', 2) >= 0
                && urls.stream().allMatch(made::matches)
                && others.stream().noneMatch(made::matches);
        return fits ? Optional.of(text) : Optional.empty();
    }

    /** Path and query, and the fragment where it is a route. */
    private static String route(PageUrl url) {
        int hash = url.text().indexOf('#');
        boolean routed = hash >= 0 && url.key().indexOf('#') >= 0;
        return url.pathAndQuery() + (routed ? url.text().substring(hash) : "");
    }

    private static List<String> parts(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    /** What a part begins and ends with in all of them; digits and letters of the varying piece are not cut in two. */
    private static String common(List<String> parts) {
        String first = parts.get(0);
        if (parts.stream().allMatch(first::equals)) {
            return first;
        }
        int before = 0;
        int after = 0;
        int shortest = parts.stream().mapToInt(String::length).min().orElse(0);
        while (before < shortest && same(parts, before, true)) {
            before++;
        }
        while (after < shortest - before && same(parts, after, false)) {
            after++;
        }
        String start = first.substring(0, before).replaceFirst("[A-Za-z0-9%]+$", "");
        String end = first.substring(first.length() - after).replaceFirst("^[A-Za-z0-9%]+", "");
        return start + "*" + end;
    }

    private static boolean same(List<String> parts, int offset, boolean fromStart) {
        char expected = at(parts.get(0), offset, fromStart);
        return parts.stream().allMatch(part -> at(part, offset, fromStart) == expected);
    }

    private static char at(String part, int offset, boolean fromStart) {
        return part.charAt(fromStart ? offset : part.length() - 1 - offset);
    }
}
