package io.holdfast.apps.bench.recordings;

/**
 * A field that the device's recording and the expectation tell differently.
 *
 * @param field what is compared, as in hardware or port.alias
 * @param at which port or VLAN, or empty
 */
record Difference(String field, String at, String expected, String seen) {

    @Override
    public String toString() {
        return field
                + (at.isEmpty() ? "" : " of " + at)
                + ": expected \""
                + expected
                + "\", seen \""
                + seen
                + "\"";
    }
}
