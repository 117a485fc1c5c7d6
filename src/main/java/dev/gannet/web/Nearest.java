package dev.gannet.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** @return the candidate within a third of the word's length of edits */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return all(word, candidates).stream().findFirst();
    }

    /** @return the candidates within a third of the word's length of edits, the nearest first */
    public static List<String> all(String word, Collection<String> candidates) {
        String plain = fold(word);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return List.of();
        }
        return candidates.stream()
                .filter(each -> each.length() <= LONGEST)
                .filter(each -> distance(plain, fold(each)) <= Math.max(1, Math.max(plain.length(), each.length()) / 3))
                .sorted(Comparator.comparingInt(each -> distance(plain, fold(each))))
                .toList();
    }

    /** @return a hint that names the nearest word, or all of them when there is none near */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(each -> "did you mean \"" + each + "\"?")
                .orElseGet(() -> "known here: " + String.join(", ", candidates));
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Edits of one letter, two swapped neighbours counting as one (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
