package io.holdfast.sitelink;

/** What a site makes of an offered {@link DeviceAccess}. */
public sealed interface AccessJudgement {

    /** Signed, for this site, and newer than what it has. */
    record Accepted(DeviceAccess access) implements AccessJudgement {}

    /** Not newer than what the site has; harmless. */
    record NotNewer(long version) implements AccessJudgement {}

    record Refused(String code, String reason) implements AccessJudgement {}
}
