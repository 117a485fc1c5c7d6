package dev.gannet.web;

/**
 * One page that was claimed from the frontier to be visited now.
 *
 * @param page the frontier's number of the page
 * @param url the page
 * @param depth how many links it is away from a start
 * @param attempt 1 for the first try
 * @param token the fencing token of the claim; a commit with an older one is refused
 */
public record Visit(long page, PageUrl url, int depth, int attempt, long token) {}
