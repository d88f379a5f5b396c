package io.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatrixTest {

    /** A hundred zones, each with a conduit to the next three. */
    private static ZoneModel hundredZones() {
        var zones = new ArrayList<Zone>();
        for (int i = 0; i < 100; i++) {
            zones.add(
                    new Zone(
                            new ZoneName("zone-" + i),
                            i == 0 ? ZoneKind.WAN : ZoneKind.BUILDING_AUTOMATION,
                            SecurityLevel.even(2),
                            "facility",
                            false));
        }
        var conduits = new ArrayList<Conduit>();
        for (int i = 0; i < 97; i++) {
            for (int to = i + 1; to < i + 4; to++) {
                conduits.add(conduit(i, to));
            }
        }
        return new ZoneModel(zones, conduits, Blueprint.reference().guardrails());
    }

    private static Conduit conduit(int from, int to) {
        return new Conduit(
                new ConduitId("c-" + from + "-" + to),
                "From " + from + " to " + to,
                Endpoint.of("zone-" + from),
                Endpoint.of("zone-" + to),
                List.of(Service.tcp(443)),
                "Because the test needs a way.",
                "facility",
                LocalDate.of(2027, 1, 1),
                new Scope.EverySite());
    }

    @Test
    void a_hundred_zones_are_ten_thousand_cells_in_one_small_text() {
        var html = MatrixDrawing.html(Matrix.of(hundredZones(), Set.of()), key -> key);

        assertThat(html.split("<td ", -1)).hasSize(10_001);
        assertThat(html.split("data-v=allow", -1)).hasSize(291 + 1);
        assertThat(html.length()).isLessThan(400_000);
    }

    @Test
    void a_filter_keeps_the_zones_that_match_and_those_they_speak_with() {
        var matrix = Matrix.of(hundredZones(), Set.of()).matching("zone-50");

        assertThat(names(matrix))
                .containsExactly(
                        "zone-47", "zone-48", "zone-49", "zone-50", "zone-51", "zone-52",
                        "zone-53");
        assertThat(Matrix.of(hundredZones(), Set.of()).matching("nothing").zones()).isEmpty();
    }

    private static List<String> names(Matrix matrix) {
        return matrix.zones().stream().map(z -> z.name().value()).collect(Collectors.toList());
    }

    @Test
    void a_cell_says_what_the_model_says() {
        var model = Blueprint.reference();
        var pending = new Matrix.Pair(Blueprint.IT, Blueprint.OT_DMZ);
        var matrix = Matrix.of(model, Set.of(pending));

        assertThat(cell(matrix, "it", "ot").verdict()).isEqualTo(Cell.Verdict.NEVER);
        assertThat(cell(matrix, "it", "ot-dmz").verdict()).isEqualTo(Cell.Verdict.LIMITED);
        assertThat(cell(matrix, "it", "wan").verdict()).isEqualTo(Cell.Verdict.DENY);
        assertThat(cell(matrix, "it", "it").verdict()).isEqualTo(Cell.Verdict.SAME);
        assertThat(matrix.pending(zone(matrix, "it"), zone(matrix, "ot-dmz"))).isTrue();
    }

    private static Cell cell(Matrix matrix, String from, String to) {
        return matrix.cell(zone(matrix, from), zone(matrix, to));
    }

    private static Zone zone(Matrix matrix, String name) {
        return matrix.zone(name).orElseThrow();
    }

    @Test
    void an_opened_guardrail_shows_its_conduit_and_not_never() {
        var model = Blueprint.reference();
        var conduits = new ArrayList<>(model.conduits());
        conduits.add(
                new Conduit(
                        new ConduitId("direct"),
                        "Direct",
                        Endpoint.of("it"),
                        Endpoint.of("ot"),
                        List.of(Service.tcp(502)),
                        "A meter until the replica comes.",
                        "facility",
                        LocalDate.of(2027, 1, 1),
                        new Scope.EverySite()));
        var cell = cell(Matrix.of(model.with(conduits), Set.of()), "it", "ot");

        assertThat(cell.verdict()).isEqualTo(Cell.Verdict.ALLOW);
        assertThat(cell.guardrail()).isPresent();
    }
}
