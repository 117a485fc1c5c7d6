package dev.gannet.extract;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * Where an image is, also one that its page loads only once it comes into view: until then {@code src} is empty or a
 * placeholder, and the address waits in an attribute of the page's own or in a list of sizes (HTML, section 4.8.4).
 */
final class ImageUrl {
    private static final List<String> WAITING =
            List.of("data-src", "data-lazy-src", "data-original", "data-lazy", "data-echo", "data-hi-res-src");
    private static final List<String> SETS = List.of("srcset", "data-srcset", "data-lazy-srcset");

    private ImageUrl() {}

    /** @return the address as it is written; empty when the element names none */
    static Optional<String> of(Element image) {
        String src = image.attr("src").strip();
        if (!placeholder(src)) {
            return Optional.of(src);
        }
        return Stream.concat(
                        WAITING.stream().map(name -> image.attr(name).strip()).filter(url -> !placeholder(url)),
                        Stream.concat(Stream.of(image), sources(image))
                                .flatMap(one -> SETS.stream().flatMap(name -> largest(one.attr(name)).stream())))
                .findFirst()
                .or(() -> Optional.of(src).filter(url -> !url.isEmpty()));
    }

    /** The other sources of a picture, which stand before its image. */
    private static Stream<Element> sources(Element image) {
        Element picture = image.parent();
        return picture != null && picture.normalName().equals("picture")
                ? picture.children().stream().filter(child -> child.normalName().equals("source"))
                : Stream.empty();
    }

    private static boolean placeholder(String url) {
        return url.isEmpty() || url.startsWith("data:") || url.startsWith("about:") || url.equals("#");
    }

    /** Of a list of candidates, each a URL and how wide or dense it is, the largest; read in one go, however long it is. */
    private static Optional<String> largest(String set) {
        String best = null;
        double most = 0;
        int at = 0;
        while (at < set.length()) {
            int from = skip(set, at, c -> isSpace(c) || c == ',');
            int end = skip(set, from, c -> !isSpace(c));
            String url = set.substring(from, end);
            String bare = url.endsWith(",") ? url.substring(0, last(url)) : url;
            int next = bare.length() < url.length() ? end : skip(set, end, c -> c != ',');
            double size = size(set.substring(end, next).strip());
            if (!placeholder(bare) && size > most) {
                best = bare;
                most = size;
            }
            at = next;
        }
        return Optional.ofNullable(best);
    }

    private static int skip(String text, int from, IntPredicate passes) {
        int at = from;
        while (at < text.length() && passes.test(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** @return where the commas at its end begin */
    private static int last(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == ',') {
            end--;
        }
        return end;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static double size(String descriptor) {
        return descriptor.matches("\\d{1,9}(\\.\\d{1,9})?[wx]")
                ? Double.parseDouble(descriptor.substring(0, descriptor.length() - 1))
                : 1;
    }
}
