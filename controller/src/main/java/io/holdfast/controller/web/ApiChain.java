package io.holdfast.controller.web;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Chain 3: the API takes bearer tokens and nothing else, and keeps no session. */
@Configuration(proxyBeanMethods = false)
class ApiChain {

    private static final String[] FOR_ALL = {
        "/api/v1/system/health", "/api/v1/openapi.yaml", "/actuator/health", "/actuator/health/**"
    };

    /**
     * Before it: what is answered to everybody. No token is looked at, so that one that has ended,
     * or is a former member's, does not make a centre that works look like one that does not.
     */
    @Bean
    @Order(2)
    SecurityFilterChain answeredToAll(HttpSecurity http, BodyLimitFilter limit) throws Exception {
        http.securityMatcher(FOR_ALL)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(c -> c.disable())
                .addFilterBefore(limit, AuthorizationFilter.class);
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            ProblemWriter problems,
            CallerFilter caller,
            ApiTokenFilter tokens,
            BodyLimitFilter limit)
            throws Exception {
        http.securityMatcher("/api/**", "/actuator/**")
                .authorizeHttpRequests(all ->
                        all.requestMatchers("/actuator/**").denyAll().anyRequest().authenticated())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(c -> c.disable())
                .oauth2ResourceServer(r ->
                        r.bearerTokenResolver(ApiTokenFilter::anotherKind)
                                .jwt(Customizer.withDefaults())
                                .authenticationEntryPoint(problems)
                                .accessDeniedHandler(problems))
                .exceptionHandling(
                        e -> e.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .addFilterBefore(limit, BearerTokenAuthenticationFilter.class)
                .addFilterBefore(tokens, BearerTokenAuthenticationFilter.class)
                .addFilterAfter(caller, AuthorizationFilter.class);
        return http.build();
    }

    /** These stand in chains only; the container must not run them for every request. */
    @Bean
    FilterRegistrationBean<CallerFilter> callerFilterInChainsOnly(CallerFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ApiTokenFilter> apiTokensInChainsOnly(ApiTokenFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    FilterRegistrationBean<LoginEnds> loginEndsInChainsOnly(LoginEnds filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitInChainsOnly(BodyLimitFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
