package dev.gannet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Listens to the signals that end a process. A JVM that keeps them to itself ({@code -Xrs}, or no jdk.unsupported) is
 * asked by a shutdown hook instead, which hears one signal only and then waits for the work to end.
 */
final class SignalHandlers {
    private static final int TERM = 15;

    private SignalHandlers() {}

    /**
     * @param heard gets the signal's number
     * @param awaitEnd waits, within a bound, until the work is over
     * @return puts things back as they were
     */
    @SuppressWarnings("SunApi")
    static Runnable install(IntConsumer heard, Runnable awaitEnd) {
        try {
            Map<Signal, SignalHandler> before = new LinkedHashMap<>();
            for (String name : new String[] {"INT", "TERM", "HUP"}) {
                Signal signal = new Signal(name);
                before.put(signal, Signal.handle(signal, got -> heard.accept(got.getNumber())));
            }
            return () -> before.forEach(Signal::handle);
        } catch (IllegalArgumentException | LinkageError unavailable) {
            return hook(heard, awaitEnd);
        }
    }

    private static Runnable hook(IntConsumer heard, Runnable awaitEnd) {
        Thread hook = new Thread(
                () -> {
                    heard.accept(TERM);
                    awaitEnd.run();
                },
                "gannet-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException goingDown) {
                // The hook is running; the end of the work lets it go.
            }
        };
    }
}
