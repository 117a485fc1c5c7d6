package dev.gannet.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them; the same in every locale. */
final class Amounts {
    private Amounts() {}

    /** @return {@code 1,234} */
    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** @return {@code 1 page}, {@code 1,234 pages} */
    static String of(long number, String noun) {
        return of(number) + " " + (number == 1 ? noun : noun + "s");
    }

    /** @return {@code 350ms}, {@code 4.2s}, {@code 1m}, {@code 2m 03s}, {@code 1h 04m} */
    static String of(Duration time) {
        long seconds = time.toSeconds();
        if (time.toMillis() < 1000) {
            return time.toMillis() + "ms";
        }
        if (seconds < 10) {
            String text = String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
            return text.replace(".0s", "s");
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds % 60 == 0 && seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%,dh %02dm", seconds / 3600, seconds / 60 % 60);
    }
}
