package dev.gannet.login;

import dev.gannet.web.PageUrl;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * On which pages of a run {@code logged-in} is seen. A page without it where its sisters, the pages of one form of URL, have
 * it is no data of who is logged in, whatever its status says (R5). Thread-safe.
 */
final class SignedPages {
    /** So many logins for nothing: the sign comes and goes on this site, and sites lock accounts that log in all the time. */
    private static final int MOST_VAIN = 3;

    private final Set<String> with = ConcurrentHashMap.newKeySet();
    private final Set<String> visibly = ConcurrentHashMap.newKeySet();
    private final Set<String> without = ConcurrentHashMap.newKeySet();
    private final AtomicInteger vain = new AtomicInteger();

    /** What a page without the sign is. */
    enum Lack {
        /** Pages like it never show the sign. */
        USUAL,
        /** The login may have ended: other pages show the sign, and of this form none was seen yet. */
        POSSIBLE_END,
        /** The login has ended: pages of this form show the sign. */
        END,
        /** Pages of this form show the sign, and another login did not help. */
        UNEXPLAINED
    }

    /**
     * @param visible whether it is drawn, and not only in the document
     * @return whether the element counts: where sisters show it, a hidden element does not
     */
    boolean seen(PageUrl url, boolean visible) {
        String form = form(url);
        if (visible) {
            visibly.add(form);
        } else if (visibly.contains(form)) {
            return false;
        }
        with.add(form);
        return true;
    }

    /** @return true: a document that nobody draws has the sign */
    boolean written(PageUrl url) {
        with.add(form(url));
        return true;
    }

    /** @return whether pages of this form draw the sign */
    boolean expectedVisible(PageUrl url) {
        return visibly.contains(form(url));
    }

    /** @return whether a page without the sign would be told from others */
    boolean expected(PageUrl url) {
        return !with.isEmpty() && !without.contains(form(url));
    }

    /** @param fresh whether the session logged in for this very visit */
    Lack lack(PageUrl url, boolean fresh) {
        String form = form(url);
        boolean sisters = with.contains(form);
        if (with.isEmpty() || !sisters && without.contains(form)) {
            return Lack.USUAL;
        }
        if (fresh) {
            vain.incrementAndGet();
            if (!sisters) {
                without.add(form);
            }
        }
        if (fresh || vain.get() >= MOST_VAIN) {
            return sisters ? Lack.UNEXPLAINED : Lack.USUAL;
        }
        return sisters ? Lack.END : Lack.POSSIBLE_END;
    }

    private static String form(PageUrl url) {
        return url.origin() + PageUrl.withoutNumbers(url.path());
    }
}
