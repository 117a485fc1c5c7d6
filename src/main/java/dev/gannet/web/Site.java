package dev.gannet.web;

import crawlercommons.domains.EffectiveTldFinder;

/**
 * The parts of the web that a page belongs to.
 *
 * @param host host and, where it is not the scheme's own, port; for IP addresses and localhost always with the port:
 *     this is the unit of pacing
 * @param domain the registrable domain by the public suffix list, or the host itself where there is none
 */
public record Site(String host, String domain) {
    static Site of(PageUrl url) {
        String host = url.host();
        boolean local = host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
        boolean ownPort = url.port() == ("https".equals(url.scheme()) ? 443 : 80);
        String domain = local ? null : EffectiveTldFinder.getAssignedDomain(host, true, false);
        String pace = local || !ownPort ? host + ":" + url.port() : host;
        return new Site(pace, domain == null ? host : domain);
    }
}
