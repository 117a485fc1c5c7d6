package dev.gannet.demo;

/**
 * One request that the shop received.
 *
 * @param path path and query as they were sent
 * @param nanoTime when it arrived, by {@link System#nanoTime()}
 * @param method GET, POST…
 * @param userAgent the header's value, empty when there was none
 */
public record Hit(String path, long nanoTime, String method, String userAgent) {}
