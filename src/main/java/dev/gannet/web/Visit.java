package dev.gannet.web;

/**
 * One URL that was claimed from the frontier to be visited now.
 *
 * @param page the frontier's number of it
 * @param url the URL
 * @param role what it is fetched for
 * @param depth of a page how many links, of a sitemap how many indexes, of a page of an API how many pages it is away from
 *     a start
 * @param attempt 1 for the first try
 * @param token the fencing token of the claim; a commit with an older one is refused
 */
public record Visit(long page, PageUrl url, Role role, int depth, int attempt, long token) {}
