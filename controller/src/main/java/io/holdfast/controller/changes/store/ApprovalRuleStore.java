package io.holdfast.controller.changes.store;

import io.holdfast.core.change.ApprovalRule;
import io.holdfast.core.change.ApprovalRule.OfRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the acting organisation demands of approvals, by risk class. */
@Component
public class ApprovalRuleStore {

    private final JdbcClient jdbc;

    ApprovalRuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts from 0, before anybody set a rule. */
    public long version() {
        return jdbc.sql("select coalesce(max(version), 0) from approval_rule")
                .query(Long.class)
                .single();
    }

    public ApprovalRule rule(String risk) {
        return jdbc.sql("select people from approval_rule where risk_class = ?")
                .param(risk)
                .query((row, _) -> new ApprovalRule(row.getInt("people"), roles(risk)))
                .optional()
                .orElse(ApprovalRule.ONE);
    }

    private List<OfRole> roles(String risk) {
        return jdbc.sql(
                        "select role, people from approval_rule_role where risk_class = ? order by"
                                + " role")
                .param(risk)
                .query((row, _) -> new OfRole(row.getString("role"), row.getInt("people")))
                .list();
    }

    /** Writes every rule anew. False if the version is not the one that was read. */
    public boolean set(long version, Map<String, ApprovalRule> rules) {
        for (var rule : new TreeMap<>(rules).entrySet()) {
            var risk = rule.getKey();
            int written =
                    jdbc.sql(
                                    """
                                    insert into approval_rule as r (risk_class, people, version) values (?, ?, ?)
                                    on conflict (organization_id, risk_class)
                                    do update set people = excluded.people, version = excluded.version
                                    where r.version = ?\
                                    """)
                            .params(risk, rule.getValue().people(), version + 1, version)
                            .update();
            if (written == 0) {
                return false;
            }
            jdbc.sql("delete from approval_rule_role where risk_class = ?").param(risk).update();
            for (var role : rule.getValue().roles()) {
                jdbc.sql(
                                "insert into approval_rule_role (risk_class, role, people) values"
                                        + " (?, ?, ?)")
                        .params(risk, role.role(), role.people())
                        .update();
            }
        }
        return true;
    }
}
