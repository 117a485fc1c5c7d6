package dev.gannet.job;

import dev.gannet.job.Key.Need;
import java.util.List;
import java.util.Optional;

/** A mapping whose keys are known. */
record Block(String name, String meaning, List<Key> keys) {
    Block {
        keys = List.copyOf(keys);
    }

    static Block of(String name, String meaning, Key... keys) {
        return new Block(name, meaning, List.of(keys));
    }

    Optional<Key> key(String wanted) {
        return keys.stream().filter(key -> key.name().equals(wanted)).findFirst();
    }

    /** @return the names that this version knows */
    List<String> names() {
        return keys.stream().filter(Key::built).map(Key::name).toList();
    }

    List<Key> required() {
        return keys.stream().filter(key -> key.need() == Need.MUST).toList();
    }
}
