package io.holdfast.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LivePageTest {

    private final UI ui = new UI();

    /** A page that counts how often it looked. */
    private static final class Counting extends LivePage {
        private static final long serialVersionUID = 1L;
        private final AtomicInteger looks = new AtomicInteger();

        Counting(int millis) {
            super(millis);
        }

        @Override
        protected void look() {
            looks.incrementAndGet();
        }
    }

    private void poll() {
        ComponentUtil.fireEvent(ui, new PollEvent(ui, true));
    }

    @Test
    void a_page_that_was_left_looks_no_more_however_often_it_was_entered() {
        var page = new Counting(2_000);
        for (int i = 0; i < 3; i++) {
            ui.add(page);
            ui.remove(page);
        }
        poll();
        assertThat(page.looks).hasValue(0);
        assertThat(ui.getPollInterval()).isEqualTo(-1);

        ui.add(page);
        poll();
        assertThat(page.looks).hasValue(1);
        assertThat(ui.getPollInterval()).isEqualTo(2_000);
    }

    @Test
    void work_that_ends_does_not_stop_the_page_that_was_opened_meanwhile() {
        var work = Polling.every(ui, 300);
        ui.add(new Counting(2_000));
        assertThat(ui.getPollInterval()).isEqualTo(300);

        work.remove();
        work.remove();
        assertThat(ui.getPollInterval()).isEqualTo(2_000);
    }

    @Test
    void of_two_pages_that_look_as_often_one_goes_on_when_the_other_is_left() {
        var left = new Counting(2_000);
        var stays = new Counting(2_000);
        ui.add(left, stays);
        ui.remove(left);
        poll();
        assertThat(ui.getPollInterval()).isEqualTo(2_000);
        assertThat(stays.looks).hasValue(1);
        assertThat(left.looks).hasValue(0);
    }
}
