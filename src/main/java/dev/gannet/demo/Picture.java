package dev.gannet.demo;

import java.util.Locale;

/** Draws a product as SVG: a shape on a coloured ground, the same for the same number. */
final class Picture {
    private Picture() {}

    static String of(int number) {
        int hue = Math.floorMod(number * 47, 360);
        int tilt = Math.floorMod(number * 31, 90) - 45;
        int size = 60 + Math.floorMod(number * 13, 50);
        String shape = number % 2 == 0
                ? "<rect x='%1$d' y='%1$d' width='%2$d' height='%2$d' rx='12'".formatted(120 - size / 2, size)
                : "<circle cx='120' cy='120' r='%d'".formatted(size / 2);
        return String.format(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 240'>"
                        + "<rect width='240' height='240' fill='hsl(%d 45%% 88%%)'/>"
                        + "%s fill='hsl(%d 55%% 45%%)' transform='rotate(%d 120 120)'/>"
                        + "<path d='M30 200 Q120 %d 210 200' fill='none' stroke='hsl(%d 40%% 30%%)' stroke-width='6'/>"
                        + "</svg>",
                hue,
                shape,
                (hue + 180) % 360,
                tilt,
                170 + size / 4,
                hue);
    }
}
