package dev.gannet.http;

import dev.gannet.web.PageUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Takes the body of an answer while it comes. */
@FunctionalInterface
interface Receiver {
    /**
     * @param url what answers
     * @param headers by name in lower case
     * @return whether all of the body was read; otherwise the connection is ended
     * @throws IOException as the body throws it
     */
    boolean receive(PageUrl url, int status, Map<String, List<String>> headers, InputStream body) throws IOException;
}
