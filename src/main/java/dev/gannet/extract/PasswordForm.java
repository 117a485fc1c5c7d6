package dev.gannet.extract;

import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Whether a page asks for a password: a form that was not asked for may stand in the place of the page. */
public enum PasswordForm {
    /** It does not. */
    NONE,
    /** It has such a form among other things, as in its header. */
    PART,
    /** By its heading or title it is the form of a login, and there is little else on it. */
    WHOLE;

    private static final String FIELD = "input[type~=(?i)^password$]";
    private static final String AROUND = "nav, header, footer, aside, script, style, noscript, template";
    /** A page of data has more text than this beside its form; a form's page has labels, a few links, and small print. */
    private static final int LITTLE = 600;

    private static final Pattern WORDS = Pattern.compile(
            "\\b(log[ -]?(in|on)|sign[ -]?(in|on)|(session|login) (has )?(expired|ended|timed out)|logged out"
                    + "|authenticat(e|ion)|enter (your )?password|anmeld(en|ung)|einloggen|connexion|connectez|connecter"
                    + "|identifiez|iniciar sesión|inicia sesión|acceder|accedi|accesso|entrar|inloggen|aanmelden|zaloguj"
                    + "|logowanie|přihlá\\p{L}+|logga in|log ind|logg inn|kirjaudu|bejelentkezés|autentificare|giriş yap"
                    + "|σύνδεση|вход|войти|войдите|увійти|вхід)\\b|ログイン|登录|登入|로그인",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    static PasswordForm of(Document page) {
        if (page.selectFirst(FIELD) == null) {
            return NONE;
        }
        Element heading = page.selectFirst("h1, h2, legend, [role=heading]");
        boolean told = WORDS.matcher(page.title()).find()
                || heading != null && WORDS.matcher(heading.text()).find();
        Document rest = page.clone();
        rest.select(AROUND).remove();
        return told && rest.body().text().length() <= LITTLE ? WHOLE : PART;
    }
}
