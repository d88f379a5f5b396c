package io.holdfast.controller.policies;

import io.holdfast.core.verify.Proof;

/**
 * What is proved of one site in the policy in force.
 *
 * @param revision of the policy
 * @param file for {@code proof verify}, which needs no server
 */
public record SiteCertificate(String site, long revision, Proof proof, String file) {}
