package io.holdfast.controller.web;

import io.holdfast.controller.access.LoginMessages;
import io.holdfast.controller.access.ProviderKeys;
import io.holdfast.core.Printable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How people come in by a browser, whichever provider knows them: what fails ends at a page that
 * says so, never in a circle, and nobody is sent to a provider that does not answer.
 */
@Component
public class LoginDoor {

    /** Where a login begins. */
    public static final String LOGIN = "/oauth2/authorization/idp";

    private static final Logger LOG = LoggerFactory.getLogger(LoginDoor.class);

    private final ObjectProvider<ProviderKeys> outside;

    LoginDoor(ObjectProvider<ProviderKeys> outside) {
        this.outside = outside;
    }

    /** Puts it into a chain that has a login. */
    public void into(HttpSecurity http) {
        http.oauth2Login(login -> login.failureHandler(LoginDoor::failed));
        outside.ifAvailable(keys ->
                http.addFilterBefore(
                        new OnlyIfItAnswers(keys), OAuth2AuthorizationRequestRedirectFilter.class));
    }

    private static void failed(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        // What stands in it came with the request, before anybody logged in.
        var cut = Printable.cut(why.toString(), 200);
        LOG.warn("a login from {} failed: {}", request.getRemoteAddr(), cut);
        response.sendRedirect(LoginMessages.FAILED);
    }

    /** Sends nobody to an address where a browser would show an error of its own. */
    private static final class OnlyIfItAnswers extends OncePerRequestFilter {

        private final ProviderKeys provider;

        OnlyIfItAnswers(ProviderKeys provider) {
            this.provider = provider;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getRequestURI().equals(LOGIN) && !provider.answers()) {
                response.sendRedirect(LoginMessages.UNREACHABLE);
                return;
            }
            chain.doFilter(request, response);
        }
    }
}
