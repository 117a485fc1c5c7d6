package dev.gannet.kit;

import java.util.List;
import java.util.Map;

/** Swagger UI, as its makers publish it, showing an OpenAPI file of ours on loopback. */
public final class SwaggerUi implements AutoCloseable {
    private static final String FOLDER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String INITIALIZER = """
            window.ui = SwaggerUIBundle({
              url: "/openapi.json",
              dom_id: "#swagger-ui",
              deepLinking: true,
              presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
              layout: "StandaloneLayout",
              validatorUrl: null
            });
            """;

    private final PackedApp app;

    private SwaggerUi(PackedApp app) {
        this.app = app;
    }

    /** Starts it on any free port. */
    public static SwaggerUi start() {
        return start(0);
    }

    /** Starts it on a port, for what names its address. */
    public static SwaggerUi start(int port) {
        return new SwaggerUi(PackedApp.start(
                port,
                FOLDER,
                Map.of(
                        "/openapi.json",
                        PackedApp.resource(Operation.FILE),
                        "/swagger-initializer.js",
                        PackedApp.text(INITIALIZER))));
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
