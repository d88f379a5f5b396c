package io.holdfast.netconf;

import io.holdfast.spi.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** The modules a device implements: those of its hello and those of its YANG library. */
final class YangLibrary {

    private static final String LIBRARY = "urn:ietf:params:xml:ns:yang:ietf-yang-library";

    private YangLibrary() {}

    /** Asks for the library where the hello points to one (RFC 7895, RFC 8525). */
    static List<String> modules(Conversation conversation, Deadline deadline) throws Broken {
        var modules = new ArrayList<>(conversation.hello().modules());
        if (conversation.hello().offers("yang-library:1.1")) {
            var filter =
                    "<yang-library xmlns=\""
                            + LIBRARY
                            + "\"><module-set><module><name/></module></module-set></yang-library>";
            if (conversation.ask(Rpc.get(filter), deadline) instanceof Reply.Data(var data)) {
                data.children(LIBRARY, "yang-library")
                        .flatMap(library -> library.children(LIBRARY, "module-set"))
                        .flatMap(set -> set.children(LIBRARY, "module"))
                        .forEach(module -> add(modules, module));
            }
        } else if (conversation.hello().offers("yang-library:1.0")) {
            var filter =
                    "<modules-state xmlns=\""
                            + LIBRARY
                            + "\"><module><name/><conformance-type/></module></modules-state>";
            if (conversation.ask(Rpc.get(filter), deadline) instanceof Reply.Data(var data)) {
                data.children(LIBRARY, "modules-state")
                        .flatMap(state -> state.children(LIBRARY, "module"))
                        .filter(YangLibrary::implemented)
                        .forEach(module -> add(modules, module));
            }
        }
        return List.copyOf(modules);
    }

    private static boolean implemented(XmlElement module) {
        return module.child(LIBRARY, "conformance-type")
                .map(type -> type.text().strip().equals("implement"))
                .orElse(false);
    }

    private static void add(List<String> modules, XmlElement module) {
        module.child(LIBRARY, "name")
                .map(name -> name.text().strip())
                .filter(name -> name.matches("[A-Za-z_][A-Za-z0-9._-]{0,127}"))
                .ifPresent(modules::add);
    }
}
