package io.holdfast.controller.setup;

import io.holdfast.controller.access.Accounts;
import io.holdfast.controller.access.OutsideAccounts;
import io.holdfast.controller.access.People;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Role;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Equipment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The declarative first set-up: a JSON file, read once and only on an empty database, whole or not
 * at all. Passwords and secrets in it are hashed at once; remove the file afterwards.
 */
@Component
class Bootstrap {

    private static final long LARGEST = 1024 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final People people;
    private final ObjectProvider<Accounts> accounts;
    private final ObjectProvider<OutsideAccounts> outside;
    private final PolicyBook policy;
    private final Sites sites;
    private final TransactionTemplate transaction;

    Bootstrap(
            People people,
            ObjectProvider<Accounts> accounts,
            ObjectProvider<OutsideAccounts> outside,
            PolicyBook policy,
            Sites sites,
            PlatformTransactionManager transactions) {
        this.people = people;
        this.accounts = accounts;
        this.outside = outside;
        this.policy = policy;
        this.sites = sites;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The whole file. */
    record Plant(List<OrganizationPart> organizations) {}

    /** One organisation with its people, programs and sites. */
    record OrganizationPart(
            String name,
            @Nullable List<PersonPart> people,
            @Nullable List<ProgramPart> clients,
            @Nullable List<SitePart> sites) {}

    /** A person with a password, or as the outside provider knows him. */
    record PersonPart(
            String user,
            String name,
            @Nullable String password,
            @Nullable String subject,
            List<String> roles) {
        @Override
        public String toString() {
            return "PersonPart[" + user + "]";
        }
    }

    /** A program with a secret, or as the outside provider knows it. */
    record ProgramPart(
            String id,
            @Nullable String secret,
            @Nullable String subject,
            @Nullable List<String> scopes,
            List<String> roles,
            @Nullable Integer accessTokenSeconds) {
        @Override
        public String toString() {
            return "ProgramPart[" + id + "]";
        }
    }

    /** A site of the reference blueprint. */
    record SitePart(
            String code,
            String name,
            String timeZone,
            int number,
            @Nullable String linkUrl,
            @Nullable Equipment equipment) {}

    void read(Path file) {
        var plant = parse(file);
        for (var part : plant.organizations()) {
            found(part);
        }
    }

    private void found(OrganizationPart part) {
        var organization = people.newOrganization();
        Acting.run(
                Caller.centre(organization, "setup"),
                () ->
                        transaction.executeWithoutResult(_ -> {
                            people.found(organization, part.name());
                            for (var person : orEmpty(part.people())) {
                                add(person);
                            }
                            for (var program : orEmpty(part.clients())) {
                                add(program);
                            }
                            policy.begin(Blueprint.reference());
                            for (var site : orEmpty(part.sites())) {
                                add(site);
                            }
                        }));
    }

    private void add(SitePart site) {
        sites.create(
                new Sites.NewSite(
                        new SiteId(site.code()),
                        site.name(),
                        site.timeZone(),
                        site.number(),
                        Objects.requireNonNullElse(site.linkUrl(), ""),
                        Objects.requireNonNullElse(site.equipment(), Equipment.OPEN_NETWORK)));
    }

    private void add(PersonPart person) {
        var known = outside.getIfAvailable();
        if (known != null) {
            known.addKnown(
                    needed(person.subject(), "subject", person.user()),
                    Caller.Kind.PERSON,
                    person.name(),
                    roles(person.roles()));
            return;
        }
        accounts.getObject()
                .addPerson(
                        person.user(),
                        person.name(),
                        needed(person.password(), "password", person.user()),
                        roles(person.roles()));
    }

    private void add(ProgramPart program) {
        var known = outside.getIfAvailable();
        if (known != null) {
            known.addKnown(
                    needed(program.subject(), "subject", program.id()),
                    Caller.Kind.CLIENT,
                    program.id(),
                    roles(program.roles()));
            return;
        }
        var seconds = program.accessTokenSeconds();
        accounts.getObject()
                .addProgram(
                        program.id(),
                        needed(program.secret(), "secret", program.id()),
                        orEmpty(program.scopes()),
                        roles(program.roles()),
                        Duration.ofSeconds(seconds == null ? 300 : seconds));
    }

    private static String needed(@Nullable String value, String field, String of) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the start-up file says no " + field + " of " + of);
        }
        return value;
    }

    private static Set<Role> roles(List<String> names) {
        return names.stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Plant parse(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("the start-up file " + file + " is too large");
            }
            return JSON.readValue(Files.readAllBytes(file), Plant.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the start-up file " + file + " cannot be read", e);
        } catch (JacksonException e) {
            e.clearLocation();
            throw new IllegalArgumentException(
                    "the start-up file "
                            + file
                            + " is not of the expected form: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
