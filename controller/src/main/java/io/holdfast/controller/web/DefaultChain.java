package io.holdfast.controller.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Chain 4 until the dashboard brings its own: everything else is for people who logged in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingClass("io.holdfast.ui.DashboardConfiguration")
class DefaultChain {

    @Bean
    @Order(100)
    SecurityFilterChain everythingElse(HttpSecurity http, LoginDoor door, CallerFilter caller)
            throws Exception {
        http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .oauth2Login(o -> o.loginPage(LoginDoor.LOGIN));
        door.into(http);
        http.addFilterAfter(caller, AuthorizationFilter.class);
        return http.build();
    }
}
