package io.holdfast.snmp;

import io.holdfast.core.observe.InterfaceSighting;
import io.holdfast.core.observe.Inventory;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads a device's inventory over SNMPv3 with authentication and privacy (HMAC-SHA-256, AES-256):
 * system group, interfaces, chassis. It writes nothing and speaks no older version.
 */
public final class SnmpInventory implements InventoryReader {

    private final SnmpKeys keys = new SnmpKeys();

    @Override
    public Result read(DeviceAddress address, SnmpUser user, Duration limit) {
        try (var device = SnmpConversation.open(address, user, keys, limit)) {
            return new Result.Seen(inventory(device));
        } catch (Silence silence) {
            return new Result.Silent(String.valueOf(silence.getMessage()));
        }
    }

    private static Inventory inventory(SnmpConversation device) throws Silence {
        var system = device.get(Mib.SYSTEM);
        var chassis = chassis(device);
        return new Inventory(
                text(system.get(Mib.SYS_NAME)),
                text(system.get(Mib.SYS_DESCR)),
                text(system.get(Mib.SYS_OBJECT_ID)),
                text(system.get(Mib.SYS_LOCATION)),
                number(system.get(Mib.SYS_UPTIME)),
                chassis.model(),
                chassis.serial(),
                chassis.software(),
                device.engineId(),
                interfaces(device));
    }

    private record Chassis(String model, String serial, String software) {}

    /** The first chassis of the entity table; a device without that table has empty fields. */
    private static Chassis chassis(SnmpConversation device) throws Silence {
        var classes = device.column(Mib.ENT_CLASS);
        for (var row : classes.entrySet()) {
            if (number(row.getValue()) == Mib.CHASSIS) {
                var index = row.getKey();
                var values =
                        device.get(
                                List.of(
                                        at(Mib.ENT_MODEL_NAME, index),
                                        at(Mib.ENT_SERIAL_NUM, index),
                                        at(Mib.ENT_SOFTWARE_REV, index)));
                return new Chassis(
                        text(values.get(at(Mib.ENT_MODEL_NAME, index))),
                        text(values.get(at(Mib.ENT_SERIAL_NUM, index))),
                        text(values.get(at(Mib.ENT_SOFTWARE_REV, index))));
            }
        }
        return new Chassis("", "", "");
    }

    private static OID at(OID column, OID index) {
        var oid = new OID(column);
        oid.append(index);
        return oid;
    }

    private static List<InterfaceSighting> interfaces(SnmpConversation device) throws Silence {
        var columns = new TreeMap<OID, Map<OID, VariableBinding>>();
        for (var column :
                List.of(
                        Mib.IF_DESCR,
                        Mib.IF_TYPE,
                        Mib.IF_SPEED,
                        Mib.IF_PHYS_ADDRESS,
                        Mib.IF_ADMIN_STATUS,
                        Mib.IF_OPER_STATUS,
                        Mib.IF_NAME,
                        Mib.IF_HIGH_SPEED,
                        Mib.IF_ALIAS)) {
            columns.put(column, device.column(column));
        }
        var interfaces = new ArrayList<InterfaceSighting>();
        for (var index : cells(columns, Mib.IF_TYPE).keySet()) {
            var name = text(cells(columns, Mib.IF_NAME).get(index));
            long high = number(cells(columns, Mib.IF_HIGH_SPEED).get(index));
            interfaces.add(
                    new InterfaceSighting(
                            index.last(),
                            name.isEmpty() ? text(cells(columns, Mib.IF_DESCR).get(index)) : name,
                            text(cells(columns, Mib.IF_ALIAS).get(index)),
                            (int) number(cells(columns, Mib.IF_TYPE).get(index)),
                            mac(cells(columns, Mib.IF_PHYS_ADDRESS).get(index)),
                            high > 0
                                    ? high * 1_000_000
                                    : number(cells(columns, Mib.IF_SPEED).get(index)),
                            number(cells(columns, Mib.IF_ADMIN_STATUS).get(index)) == 1,
                            number(cells(columns, Mib.IF_OPER_STATUS).get(index)) == 1));
        }
        return interfaces;
    }

    private static Map<OID, VariableBinding> cells(
            Map<OID, Map<OID, VariableBinding>> columns, OID column) {
        return columns.getOrDefault(column, Map.of());
    }

    /** A device's string as text: control characters out, nothing else trusted. */
    private static String text(@Nullable VariableBinding binding) {
        if (binding == null) {
            return "";
        }
        if (binding.getVariable() instanceof OctetString octets) {
            return new String(octets.getValue(), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cc}+", " ")
                    .strip();
        }
        return binding.toValueString();
    }

    private static long number(@Nullable VariableBinding binding) {
        return binding == null || binding.getVariable() instanceof OctetString
                ? 0
                : binding.getVariable().toLong();
    }

    private static String mac(@Nullable VariableBinding binding) {
        return binding != null
                        && binding.getVariable() instanceof OctetString octets
                        && octets.length() == 6
                ? HexFormat.ofDelimiter(":").formatHex(octets.getValue())
                : "";
    }
}
