package dev.gannet.frontier;

import java.util.Map;

/**
 * The files that the items of a run name.
 *
 * @param kept how many are there, by page
 * @param bytes how many they have together, each file once
 * @param lost how many could not be had, by cause, most first
 */
public record FileCounts(long kept, long bytes, Map<String, Long> lost) {}
