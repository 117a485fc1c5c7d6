package dev.gannet.flow.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every command that becomes steps by itself. */
final class SideVerbs {
    static final Map<String, SideVerb> ALL = all();

    private SideVerbs() {}

    private static Map<String, SideVerb> all() {
        Map<String, SideVerb> all = new LinkedHashMap<>(SideGestures.VERBS);
        all.putAll(SideChecks.VERBS);
        all.putAll(SideStores.VERBS);
        return Collections.unmodifiableMap(all);
    }
}
