package dev.gannet.session;

/**
 * What a session was used for: a session that served the key before is preferred, its caches are warm; a session of
 * another key is never handed out.
 *
 * @param job name of the job
 * @param account who is logged in; empty for nobody
 * @param browser the browser that is asked for
 */
public record LeaseKey(String job, String account, BrowserSpec browser) {}
