package dev.gannet.web;

import java.util.Locale;
import java.util.Optional;

/** What a document is written in, which decides how it is read. */
public enum DocumentKind {
    HTML,
    XML,
    JSON;

    /**
     * @param mediaType a media type in lower case, without parameters
     * @return what such a document is written in (RFC 7303 section 4.2, RFC 6839 section 3.1); empty for what is not read
     */
    public static Optional<DocumentKind> of(String mediaType) {
        if (mediaType.contains("html")) {
            return Optional.of(HTML);
        }
        if (mediaType.endsWith("+xml") || mediaType.equals("text/xml") || mediaType.equals("application/xml")) {
            return Optional.of(XML);
        }
        boolean json = mediaType.endsWith("+json") || mediaType.equals("text/json");
        return json || mediaType.equals("application/json") ? Optional.of(JSON) : Optional.empty();
    }

    /** @return the name as it stands in job files */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
