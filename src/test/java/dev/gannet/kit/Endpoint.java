package dev.gannet.kit;

/**
 * One named behaviour of the {@link HostileSite}.
 *
 * @param path where it answers, with {@code *} at its end for all that begins so
 * @param example a target that shows it, query included
 * @param rule the requirement that it puts to the test, such as R45
 * @param does what it does, one line
 * @param answer how
 */
record Endpoint(String path, String example, String rule, String does, Answer answer) {
    static Endpoint of(String path, String rule, String does, Answer answer) {
        return new Endpoint(path, path, rule, does, answer);
    }
}
