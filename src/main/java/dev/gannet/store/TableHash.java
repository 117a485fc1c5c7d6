package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.web.Sha256;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a table's rows in the order of its key, over values that are spelled the same whichever database they
 * came from: numbers without trailing zeros, moments as UTC milliseconds, JSON with sorted keys, null apart from empty
 * text. Rows with the same key, which only tables without a primary key can have, count in the order of their hashes.
 */
final class TableHash {
    private final CopiedTable table;
    private final int[] key;
    private final MessageDigest whole = Sha256.digest();
    private final MessageDigest single = Sha256.digest();
    private final List<byte[]> sameKey = new ArrayList<>();
    private List<@Nullable Object> lastKey = List.of();
    private long rows;

    TableHash(CopiedTable table) {
        this.table = table;
        this.key = table.key().stream().mapToInt(table::place).toArray();
    }

    /** Takes the next row. */
    void add(@Nullable Object[] values) {
        List<@Nullable Object> now = new ArrayList<>();
        for (int place : key) {
            now.add(values[place]);
        }
        if (!now.equals(lastKey)) {
            close();
            lastKey = now;
        }
        for (int i = 0; i < values.length; i++) {
            take(table.columns().get(i).type(), values[i]);
        }
        sameKey.add(single.digest());
        rows++;
    }

    long rows() {
        return rows;
    }

    /** @return the hash of all rows, in hexadecimal; no row can be added afterwards */
    String hex() {
        close();
        return Sha256.hex(whole);
    }

    private void close() {
        sameKey.sort(Arrays::compareUnsigned);
        sameKey.forEach(whole::update);
        sameKey.clear();
    }

    /** The length stands before the value, so that no two rows spell the same bytes. */
    private void take(ColumnType type, @Nullable Object value) {
        if (value == null) {
            single.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, -1));
            return;
        }
        byte[] text = canonical(type, value).getBytes(StandardCharsets.UTF_8);
        single.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
        single.update(text);
    }

    private static String canonical(ColumnType type, Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toString();
        }
        if (value instanceof Instant moment) {
            return Long.toString(moment.toEpochMilli());
        }
        return type == ColumnType.JSON ? Values.canonical(value.toString()) : value.toString();
    }
}
