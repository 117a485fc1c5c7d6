package dev.gannet.kit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static dev.gannet.kit.GoodPages.page;

/** Endpoints whose bytes are not what they seem: encodings, types that lie, texts that are code elsewhere. */
final class HostileData {
    private HostileData() {}

    static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.of(
                        "/latin1",
                        "R13",
                        "a document in ISO-8859-1 that says so",
                        bytes("text/html; charset=iso-8859-1", StandardCharsets.ISO_8859_1, page("Café Grün", ""))),
                Endpoint.of(
                        "/utf16",
                        "R13",
                        "a document in UTF-16 with a byte order mark and no charset",
                        bytes("text/html", StandardCharsets.UTF_16, page("Café Grün", ""))),
                Endpoint.of(
                        "/lying-ct",
                        "R13",
                        "HTML that is said to be plain text",
                        status(200, "text/plain", page("Lying type", ""))),
                Endpoint.of("/json", "R13", "a JSON document", Answer.json("{\"title\": \"Json\", \"price\": 1}")),
                Endpoint.of(
                        "/pdf",
                        "R13",
                        "a PDF of one empty page",
                        status(
                                200,
                                "application/pdf",
                                "%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                        + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
                                        + "/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")),
                Endpoint.of(
                        "/pdf-as-html",
                        "R13",
                        "the beginning of a PDF that is said to be HTML",
                        status(200, "text/html", "%PDF-1.1\n%âãÏÓ\n1 0 obj<</Type/Catalog>>endobj\n")),
                Endpoint.of(
                        "/xxe.xml",
                        "S23",
                        "XML with an external entity that names a file",
                        status(
                                200,
                                "application/xml",
                                "<?xml version='1.0'?><!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                                        + "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>&x;</loc></url></urlset>")),
                Endpoint.of(
                        "/xss",
                        "S21",
                        "a record whose title is markup that would run",
                        html(page("&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;", ""))),
                Endpoint.of("/csv", "S19", "a record whose title is a formula", html(page("=cmd|' /C calc'!A0", ""))),
                Endpoint.of(
                        "/crlf",
                        "S31",
                        "line ends and terminal codes in a title",
                        html(page("a&#13;&#10;b&#27;[31mred", ""))));
    }

    private static Answer bytes(String type, Charset charset, String text) {
        byte[] body = text.getBytes(charset);
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                    + "\r\nConnection: close\r\n\r\n");
            wire.write(body);
        };
    }
}
