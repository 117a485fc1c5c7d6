package dev.gannet.kit;

import java.util.List;
import java.util.Map;

/** Redoc, as its makers publish it, showing an OpenAPI file of ours on loopback. */
public final class Redoc implements AutoCloseable {
    private static final String FOLDER = "/META-INF/resources/webjars/redoc/2.1.4/bundles/";
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="img-src 'self' data:"><title>A small library</title></head>
            <body><redoc spec-url="/openapi.json"></redoc><script src="/redoc.standalone.js"></script></body>
            </html>
            """;

    private final PackedApp app;

    private Redoc(PackedApp app) {
        this.app = app;
    }

    /** Starts it on any free port. */
    public static Redoc start() {
        return start(0);
    }

    /** Starts it on a port, for what names its address. */
    public static Redoc start(int port) {
        return new Redoc(PackedApp.start(
                port,
                FOLDER,
                Map.of("/index.html", PackedApp.text(PAGE), "/openapi.json", PackedApp.resource(Operation.FILE))));
    }

    /** @return {@code http://127.0.0.1:PORT}; the app is at {@code /} */
    public String base() {
        return app.base();
    }

    /** @return what it must show, in the order of the file */
    public List<Operation> operations() {
        return Operation.all();
    }

    @Override
    public void close() {
        app.close();
    }
}
