package dev.gannet.job;

/** The tables of the job reference, made from the table that validation uses. */
final class JobReference {
    private JobReference() {}

    /** @return one section of Markdown for each block */
    static String markdown() {
        StringBuilder out = new StringBuilder();
        for (Block block : JobKeys.all()) {
            out.append("## ")
                    .append(block.name())
                    .append("\n\n")
                    .append(block.meaning())
                    .append("\n\n");
            out.append("| key | form | default | meaning |\n|---|---|---|---|\n");
            block.keys().stream().filter(Key::built).forEach(key -> row(out, key));
            String later = String.join(
                    ", ",
                    block.keys().stream()
                            .filter(key -> !key.built())
                            .map(key -> "`" + key.name() + "`")
                            .toList());
            out.append(later.isEmpty() ? "\n" : "\nNot in this version: " + later + ".\n\n");
        }
        return out.toString();
    }

    private static void row(StringBuilder out, Key key) {
        String fallback = key.need() == Key.Need.MUST ? "(required)" : key.fallback();
        out.append("| `").append(key.name()).append("` | ");
        out.append(key.form().label()).append(" | ").append(fallback).append(" | ");
        out.append(key.meaning()).append(" |\n");
    }
}
