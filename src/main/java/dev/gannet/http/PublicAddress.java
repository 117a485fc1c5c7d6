package dev.gannet.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an address is one of the public internet. What is not belongs to this machine, its network or its provider (RFC
 * 6890 and the IANA registries of special-purpose addresses); addresses that carry one of IPv4 inside are judged by that
 * one.
 */
public final class PublicAddress {
    private static final List<Block> SPECIAL = List.of(
            // this network, private use, shared between providers, loopback, link-local with the clouds' metadata
            new Block(8, 0),
            new Block(8, 10),
            new Block(10, 100, 64),
            new Block(8, 127),
            new Block(16, 169, 254),
            new Block(12, 172, 16),
            new Block(16, 192, 168),
            // protocol assignments, documentation, relays, benchmarks, multicast, reserved
            new Block(24, 192, 0, 0),
            new Block(24, 192, 0, 2),
            new Block(24, 192, 88, 99),
            new Block(15, 198, 18),
            new Block(24, 198, 51, 100),
            new Block(24, 203, 0, 113),
            new Block(4, 224),
            new Block(4, 240));

    /** Of IPv6 only global unicast is public, without Teredo, ORCHID, documentation. */
    private static final Block GLOBAL = new Block(3, 0x20);

    private static final List<Block> SPECIAL_6 = List.of(
            new Block(23, 0x20, 0x01, 0x00), new Block(32, 0x20, 0x01, 0x0d, 0xb8), new Block(20, 0x3f, 0xff, 0x00));

    /** What has an IPv4 address inside, and where that begins: mapped, compatible, translated, NAT64, 6to4. */
    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(new Block(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff), 12),
            new Carrier(new Block(96, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0), 12),
            new Carrier(new Block(96, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0), 12),
            new Carrier(new Block(16, 0x20, 0x02), 2));

    private PublicAddress() {}

    private record Block(int bits, int... start) {
        boolean has(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                int wanted = bit / 8 < start.length ? start[bit / 8] : 0;
                if ((address[bit / 8] & mask) != (wanted & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Carrier(Block block, int from) {}

    /** @return whether anybody on the internet could mean this address */
    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? public4(bytes) : public6(bytes);
    }

    private static boolean public4(byte[] address) {
        return SPECIAL.stream().noneMatch(block -> block.has(address));
    }

    private static boolean public6(byte[] address) {
        for (Carrier carrier : CARRIERS) {
            if (carrier.block().has(address)) {
                return public4(Arrays.copyOfRange(address, carrier.from(), carrier.from() + 4));
            }
        }
        return GLOBAL.has(address) && SPECIAL_6.stream().noneMatch(block -> block.has(address));
    }
}
