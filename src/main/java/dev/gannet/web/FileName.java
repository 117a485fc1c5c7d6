package dev.gannet.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Names of files out of texts that come from anywhere: what a site calls a file decides nothing about where it goes (S17). */
public final class FileName {
    /** File systems take 255 bytes; the rest is for numbers and for files on their way. */
    private static final int MOST_BYTES = 150;

    private static final int MOST_ENDING = 12;
    /** What Windows takes for a device, whatever its ending. */
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private FileName() {}

    /** @return the last part of the name as one that every system takes and that leads nowhere; {@code file} for nothing */
    public static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}<>:\"|?*]", "_")
                .strip()
                .replaceAll("[. ]+$", "")
                .replaceAll("^\\.+", "_");
        if (plain.isEmpty()) {
            return "file";
        }
        int dot = plain.indexOf('.');
        String stem = (dot < 0 ? plain : plain.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        return cut(DEVICES.contains(stem) ? "_" + plain : plain);
    }

    /** @return the name with a number before its ending */
    public static String numbered(String name, int number) {
        int dot = ending(name);
        return name.substring(0, dot) + "-" + number + name.substring(dot);
    }

    private static String cut(String name) {
        int dot = ending(name);
        String end = name.substring(dot);
        String stem = name.substring(0, dot);
        while (bytes(stem) + bytes(end) > MOST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + end;
    }

    private static int ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && bytes(name.substring(dot)) <= MOST_ENDING ? dot : name.length();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
