package io.holdfast.controller.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The way of somebody who has to log in once more, and back. */
public final class LoginAgain {

    /** Names the page to come back to. */
    static final String PAGE = "again";

    private LoginAgain() {}

    /** Where that begins for whoever is at this page, as in /changes/17. */
    public static String from(String page) {
        return LoginDoor.LOGIN + "?" + PAGE + "=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
    }
}
