package io.holdfast.controller.web;

import io.holdfast.api.MembersApi;
import io.holdfast.api.model.InvitedMember;
import io.holdfast.api.model.Member;
import io.holdfast.api.model.MemberList;
import io.holdfast.api.model.MemberRoles;
import io.holdfast.api.model.NewMember;
import io.holdfast.controller.access.MemberLine;
import io.holdfast.controller.access.Members;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The members over REST. */
@RestController
@RequestMapping("/api/v1")
class MembersEndpoint implements MembersApi {

    private final Members members;

    MembersEndpoint(Members members) {
        this.members = members;
    }

    @Override
    public ResponseEntity<MemberList> listMembers() {
        return ResponseEntity.ok(
                new MemberList(members.list().stream().map(MembersEndpoint::form).toList()));
    }

    /** Without an Idempotency-Key: what is answered may not be kept. */
    @Override
    public ResponseEntity<InvitedMember> addMember(NewMember form) {
        var invited = members.invite(form.getName(), roles(form.getRoles()));
        return ResponseEntity.created(URI.create("/api/v1/members/" + invited.member().id()))
                .eTag(Versions.tag(invited.member().version()))
                .cacheControl(CacheControl.noStore())
                .body(
                        new InvitedMember(
                                form(invited.member()),
                                invited.invitation().url(),
                                invited.invitation().validUntil().atOffset(ZoneOffset.UTC)));
    }

    @Override
    public ResponseEntity<Member> readMember(String member) {
        return answer(members.get(id(member)));
    }

    @Override
    public ResponseEntity<Member> changeMember(
            String member, MemberRoles form, @Nullable String ifMatch) {
        return answer(
                members.changeRoles(
                        id(member), Versions.expected(ifMatch), roles(form.getRoles())));
    }

    @Override
    public ResponseEntity<Void> removeMember(String member, @Nullable String ifMatch) {
        members.remove(id(member), Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static UUID id(String text) {
        return PathIds.id("member", text);
    }

    private static Set<Role> roles(List<String> names) {
        var faults = new ArrayList<Refused.Fault>();
        var roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < names.size(); i++) {
            try {
                roles.add(Role.of(names.get(i)));
            } catch (IllegalArgumentException e) {
                faults.add(
                        new Refused.Fault("/roles/" + i, "NOT_A_ROLE", "This is not a role here."));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID, "NOT_A_ROLE", "This is not a role here.", faults);
        }
        return roles;
    }

    private static ResponseEntity<Member> answer(MemberLine line) {
        return ResponseEntity.ok().eTag(Versions.tag(line.version())).body(form(line));
    }

    private static Member form(MemberLine line) {
        return new Member(
                line.id().toString(),
                line.version(),
                line.kind().name(),
                line.subject(),
                line.name(),
                line.roles().stream().map(Role::text).sorted().toList(),
                line.joined(),
                line.since().atOffset(ZoneOffset.UTC));
    }
}
