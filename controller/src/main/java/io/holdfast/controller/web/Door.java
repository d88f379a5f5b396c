package io.holdfast.controller.web;

import jakarta.servlet.http.HttpServletRequest;

/** Names the door a request came through, for the audit log. */
final class Door {

    private Door() {}

    static String of(HttpServletRequest request) {
        var door = request.getRequestURI().startsWith("/api/") ? "rest " : "dashboard ";
        return door + request.getRemoteAddr();
    }
}
