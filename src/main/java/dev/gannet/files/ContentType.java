package dev.gannet.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of file it is, by its first bytes; where these do not tell, by the ending of its name. */
final class ContentType {
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BEGINNINGS = Map.ofEntries(
            Map.entry("%PDF-", "application/pdf"),
            Map.entry("\u0089PNG\r\n\u001a\n", "image/png"),
            Map.entry("\u00ff\u00d8\u00ff", "image/jpeg"),
            Map.entry("GIF87a", "image/gif"),
            Map.entry("GIF89a", "image/gif"),
            Map.entry("PK\u0003\u0004", "application/zip"),
            Map.entry("PK\u0005\u0006", "application/zip"),
            Map.entry("\u001f\u008b", "application/gzip"),
            Map.entry("7z\u00bc\u00af\u0027\u001c", "application/x-7z-compressed"),
            Map.entry("SQLite format 3\u0000", "application/vnd.sqlite3"),
            Map.entry("{\\rtf", "application/rtf"));

    private static final List<String> HTML = List.of("<!doctype html", "<html");

    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("txt", "text/plain"),
            Map.entry("json", "application/json"),
            Map.entry("xml", "application/xml"),
            Map.entry("html", "text/html"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("epub", "application/epub+zip"),
            Map.entry("jar", "application/java-archive"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mp3", "audio/mpeg"));

    private static final Pattern OWN_ENDING = Pattern.compile("[.]([A-Za-z0-9]{1,8})$");

    private static final Map<String, String> USUAL = usual();

    private ContentType() {}

    private static Map<String, String> usual() {
        Map<String, String> usual = new HashMap<>();
        ENDINGS.forEach((ending, type) -> usual.put(type, ending));
        usual.putAll(Map.of(
                "application/pdf", "pdf",
                "image/png", "png",
                "image/jpeg", "jpg",
                "image/gif", "gif",
                "image/webp", "webp",
                "application/zip", "zip",
                "application/gzip", "gz",
                "application/x-7z-compressed", "7z",
                "application/rtf", "rtf"));
        return Map.copyOf(usual);
    }

    /** @return what the names of files of that type end in, else the ending of the name; empty where both have none */
    static String ending(String type, String name) {
        Matcher own = OWN_ENDING.matcher(name);
        String other = own.find() ? own.group(1).toLowerCase(Locale.ROOT) : "";
        String ending = USUAL.getOrDefault(type, other);
        return ending.isEmpty() ? "" : "." + ending;
    }

    /** @param declared the type that a server names, which counts for more than the name */
    static String of(ByteBuffer head, String name, Optional<String> declared) {
        String type = of(head, "");
        Optional<String> said = declared.map(
                        text -> text.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .filter(text ->
                        text.matches("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}") && !text.equals(UNKNOWN));
        boolean packed = type.equals("application/zip")
                && said.filter(ContentType::zipped).isPresent();
        return type.equals(UNKNOWN) || packed ? said.orElseGet(() -> of(head, name)) : of(head, name);
    }

    /** @param head the first bytes */
    static String of(ByteBuffer head, String name) {
        String start = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String byName = ENDINGS.getOrDefault(ending, UNKNOWN);
        String byContent = BEGINNINGS.entrySet().stream()
                .filter(entry -> start.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> text(start));
        // What many kinds are packed in says less than the ending.
        return byContent.equals("application/zip") && zipped(byName)
                ? byName
                : byContent.isEmpty() ? byName : byContent;
    }

    private static boolean zipped(String type) {
        return type.contains("openxmlformats")
                || type.contains("opendocument")
                || type.endsWith("+zip")
                || type.equals("application/java-archive");
    }

    private static String text(String start) {
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        String plain = start.stripLeading().toLowerCase(Locale.ROOT);
        return HTML.stream().anyMatch(plain::startsWith) ? "text/html" : "";
    }
}
