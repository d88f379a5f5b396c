package io.holdfast.controller.access;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people call the browser that names itself so (RFC 9110, section 10.1.5). It may say
 * anything; this is for recognising one's own, and proves nothing.
 */
public final class AgentName {

    /** Each with the word by which it is told; browsers name those they descend from as well. */
    private enum Browser {
        EDGE("Edge", "Edg/"),
        OPERA("Opera", "OPR/"),
        FIREFOX("Firefox", "Firefox/"),
        CHROME("Chrome", "Chrome/"),
        SAFARI("Safari", "Version/");

        private final String name;
        private final String word;

        Browser(String name, String word) {
            this.name = name;
            this.word = word;
        }
    }

    /** The same of systems: Android names Linux, and a telephone of Apple's a Mac. */
    private enum Platform {
        ANDROID("Android", "Android"),
        IOS("iOS", "iPhone"),
        IPAD("iPadOS", "iPad"),
        WINDOWS("Windows", "Windows NT"),
        MAC("macOS", "Mac OS X"),
        LINUX("Linux", "Linux");

        private final String name;
        private final String word;

        Platform(String name, String word) {
            this.name = name;
            this.word = word;
        }
    }

    private AgentName() {}

    /** As in Firefox, Linux; nothing if it is no browser that is known here. */
    public static Optional<String> of(String agent) {
        return Stream.of(Browser.values())
                .filter(b -> agent.contains(b.word))
                .findFirst()
                .map(b -> b.name + system(agent));
    }

    private static String system(String agent) {
        return Stream.of(Platform.values())
                .filter(s -> agent.contains(s.word))
                .findFirst()
                .map(s -> ", " + s.name)
                .orElse("");
    }
}
