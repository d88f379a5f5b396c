package io.holdfast.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Forms with what opens a device: secrets that open none. */
final class SecretForms {

    private SecretForms() {}

    static Object group() {
        var form = secret();
        form.put("sites", List.of("ww-01"));
        return form;
    }

    static Object access() {
        var form = secret();
        for (var field : List.of("netconfHost", "snmpHost")) {
            form.put(field, "192.0.2.1");
        }
        form.put("netconfPort", 830);
        form.put("snmpPort", 161);
        return form;
    }

    static Map<String, Object> secret() {
        var form = new LinkedHashMap<String, Object>();
        for (var field : List.of("user", "password", "snmpUser", "snmpAuth", "snmpPriv")) {
            form.put(field, "secret-of-nobody");
        }
        return form;
    }
}
