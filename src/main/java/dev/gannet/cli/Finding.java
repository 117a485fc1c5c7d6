package dev.gannet.cli;

/**
 * One thing that a run needs.
 *
 * @param name what it is
 * @param ok whether it will do
 * @param seen what was found
 * @param remedy what to do about it; empty when it is well
 */
record Finding(String name, boolean ok, String seen, String remedy) {
    /** @return whether it will do, and could be better */
    boolean weak() {
        return ok && !remedy.isEmpty();
    }
}
