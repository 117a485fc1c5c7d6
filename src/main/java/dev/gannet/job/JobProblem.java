package dev.gannet.job;

/**
 * One thing that is wrong with a job file.
 *
 * @param file the file as it was named, or the {@code --set} option
 * @param line its line, from 1
 * @param column its column, from 1, in characters
 * @param message what is wrong, one line
 * @param hint what would be right; empty when nothing better is known than the message
 * @param sourceLine the line as it stands in the file, made safe to print
 */
public record JobProblem(String file, int line, int column, String message, String hint, String sourceLine) {
    private static final int WIDEST = 160;

    /** @return the problem as compilers print theirs: place, message, line, caret, hint */
    public String report() {
        StringBuilder out = new StringBuilder();
        out.append(file).append(':').append(line).append(':').append(column).append(": ");
        out.append(message).append('\n');
        if (!sourceLine.isBlank()) {
            int[] letters = sourceLine.codePoints().toArray();
            int at = Math.min(column - 1, letters.length);
            int from = at > WIDEST / 2 && letters.length > WIDEST ? at - WIDEST / 2 : 0;
            int to = Math.min(letters.length, from + WIDEST);
            String number = String.valueOf(line);
            out.append("  ").append(number).append(" | ");
            out.append(new String(letters, from, to - from)).append('\n');
            out.append(" ".repeat(2 + number.length())).append(" | ");
            out.append(" ".repeat(at - from)).append("^\n");
        }
        if (!hint.isEmpty()) {
            hint.lines().forEach(each -> out.append("    ").append(each).append('\n'));
        }
        return out.toString();
    }
}
