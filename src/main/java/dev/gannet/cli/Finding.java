package dev.gannet.cli;

/**
 * One thing that a run needs.
 *
 * @param name what it is
 * @param ok whether it is there
 * @param seen what was found
 * @param remedy what to do about it when it is not
 */
record Finding(String name, boolean ok, String seen, String remedy) {}
