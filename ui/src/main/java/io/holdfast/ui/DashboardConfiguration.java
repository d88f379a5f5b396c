package io.holdfast.ui;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.holdfast.controller.web.CallerFilter;
import io.holdfast.controller.web.LoginDoor;
import io.holdfast.controller.web.LoginEnds;
import io.holdfast.controller.web.OutsideLogout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Chain 4: the dashboard, for people who logged in at the identity provider. */
@Configuration(proxyBeanMethods = false)
@EnableVaadin("io.holdfast.ui")
class DashboardConfiguration {

    /**
     * Flow 25.2 evaluates what the server sends, hence unsafe-eval; everything else is closed, and
     * nothing is fetched from outside.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none';"
                    + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Order(50)
    SecurityFilterChain dashboard(
            HttpSecurity http,
            CallerFilter caller,
            LoginDoor door,
            LoginEnds ends,
            ObjectProvider<OutsideLogout> outside)
            throws Exception {
        http.authorizeHttpRequests(all -> all.requestMatchers("/holdfast/**").permitAll());
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> {
                    vaadin.oauth2LoginPage(LoginDoor.LOGIN, "{baseUrl}");
                    outside.ifAvailable(logout -> {
                        logout.setRedirectStrategy(new UidlRedirectStrategy());
                        vaadin.logoutSuccessHandler(logout);
                    });
                });
        door.into(http);
        http.headers(headers ->
                headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .frameOptions(frame -> frame.deny()));
        http.addFilterBefore(ends, AuthorizationFilter.class);
        http.addFilterAfter(caller, AuthorizationFilter.class);
        return http.build();
    }
}
