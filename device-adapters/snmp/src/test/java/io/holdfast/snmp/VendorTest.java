package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.snmp.vendor.Vendors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** What a device is, by its vendor's table, by the standards, or by how vendors write sysDescr. */
class VendorTest {

    private final Walk walk = new Walk();

    private void device(String enterprise, String descr) {
        walk.put(Mib.SYS_OBJECT_ID, new OID("1.3.6.1.4.1." + enterprise));
        walk.put(Mib.SYS_DESCR, new OctetString(descr));
    }

    private void text(String oid, String text) {
        walk.put(new OID(oid), new OctetString(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2356.11.8.1|LANCOM 1781EF+ 10.50.0100RU1 / 01.02.2021 4003000000000001|LANCOM"
                        + " 1781EF+|10.50.0100RU1 / 01.02.2021|4003000000000001",
                "2356.16.8.1|LANCOM XS-0000 System, 5.20.0001, Linux 4.14|XS-0000|5.20.0001|",
                "248.11.2.1.1|Hirschmann BOBCAT - SW: HiOS-2S-08.5.00|BOBCAT|2S-08.5.00|",
                "4329.6.1.2|Siemens, SIMATIC NET, SCALANCE X000, 6GK5 000-0AA00-0AA0, HW: Version"
                        + " 5, FW: Version V5.2.1, SVP0000000|SCALANCE X000|V5.2.1|SVP0000000",
                "9.1.9999|Cisco IOS Software, C0000 Software (C0000-X-M), Version 15.2(4)E1,"
                        + " RELEASE SOFTWARE||15.2(4)E1|",
                "9.1.359|Cisco IOS Software, Version 12.1(22)EA1|catalyst2950t24|12.1(22)EA1|",
                "9.1.9998|Cisco IOS Software [Bengaluru], Catalyst Software (CATX_IOSXE), Version"
                        + " 17.6.1, RELEASE||CATX_IOSXE 17.6.1|",
                "2636.1.1.1.2.1|Juniper Networks, Inc. srx000 internet router, kernel JUNOS"
                        + " 21.2R3.8, Build date: 2022|Juniper SRX000|21.2R3.8|",
                "47196.4.1.1.1.1|Aruba JL000A 6000 24G 4SFP Swch PL.10.09.0001|6000 24G"
                        + " 4SFP|PL.10.09.0001|",
                "14823.1.2.1|ArubaOS (MODEL: 000), Version 8.6.0.1|000|8.6.0.1|",
                "14988.1|RouterOS RB0000|RB0000||",
                "1916.2.1|ExtremeXOS (X000-24t) version 30.7.1.1 30.7.1.1 by"
                        + " release|X000-24t|30.7.1.1|",
                "11.2.3.7.11.1|HP J0000A 2000-24G Switch, revision YA.16.02.0001, ROM"
                        + " YA.15.20|J0000A 2000-24G|YA.16.02.0001|",
                "99999.1|ACME-24T, firmware version 3.4.5-b7|ACME-24T|3.4.5-b7|",
            })
    void sysdescr_alone_tells_a_device_of_each_family(
            String enterprise, String descr, String hardware, String version, String serial) {
        device(enterprise, descr);

        var facts = Vendors.facts(walk);

        if (hardware != null) {
            assertThat(facts.hardware()).isEqualTo(hardware);
        }
        if (version != null) {
            assertThat(facts.version()).isEqualTo(version);
        }
        if (serial != null) {
            assertThat(facts.serial()).isEqualTo(serial);
        }
    }

    @Test
    void the_chassis_of_the_entity_table_wins_over_its_modules() {
        device("99999.2", "Some Switch");
        walk.put(new OID("1.3.6.1.2.1.47.1.1.1.1.5.1"), new Integer32(9));
        walk.put(new OID("1.3.6.1.2.1.47.1.1.1.1.5.2"), new Integer32(3));
        text("1.3.6.1.2.1.47.1.1.1.1.13.1", "MODULE-1");
        text("1.3.6.1.2.1.47.1.1.1.1.13.2", "CHASSIS-1");
        text("1.3.6.1.2.1.47.1.1.1.1.11.1", "M1");
        text("1.3.6.1.2.1.47.1.1.1.1.11.2", "C1");
        text("1.3.6.1.2.1.47.1.1.1.1.10.2", "7.0");

        var facts = Vendors.facts(walk);

        assertThat(facts.hardware()).isEqualTo("CHASSIS-1");
        assertThat(facts.serial()).isEqualTo("C1");
        assertThat(facts.version()).isEqualTo("7.0");
    }

    @Test
    void an_embedded_system_that_calls_itself_net_snmp_is_told_by_its_own_tables() {
        device("8072.3.2.10", "Linux anything 5.4 mips");
        text("1.3.6.1.4.1.41112.1.6.3.3.0", "AP-0000");
        text("1.3.6.1.4.1.41112.1.6.3.6.0", "6.5.1");

        assertThat(Vendors.facts(walk).vendor()).isEqualTo("Ubiquiti UniFi");
        assertThat(Vendors.facts(walk).hardware()).isEqualTo("AP-0000");
    }

    @Test
    void objects_below_a_products_own_identifier_are_found_for_products_not_seen_before() {
        device("8691.7.4711", "EDS-0000");
        text("1.3.6.1.4.1.8691.7.4711.1.2.0", "EDS-0000-T");
        text("1.3.6.1.4.1.8691.7.4711.1.4.0", "V1.2 build 3");

        assertThat(Vendors.facts(walk).hardware()).isEqualTo("EDS-0000-T");
        assertThat(Vendors.facts(walk).version()).isEqualTo("V1.2 build 3");
    }

    @Test
    void a_device_that_says_nothing_is_nothing_and_no_exception() {
        var facts = Vendors.facts(walk);

        assertThat(facts.hardware()).isEmpty();
        assertThat(facts.version()).isEmpty();
        assertThat(facts.serial()).isEmpty();
        assertThat(Vendors.reads(walk)).isEmpty();
    }
}
