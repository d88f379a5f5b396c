package io.holdfast.controller;

import io.holdfast.plant.TestPlant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What the running centre answers, as its frame knows it and not as the contract says. */
final class Doors {

    /** Where the contract's operations are. */
    static final String API = "/api/v1";

    private Doors() {}

    /** Method and path of everything that some class of ours or of the frame answers. */
    static Set<String> of(TestPlant plant) {
        var doors = new TreeSet<String>();
        for (var mapping : plant.beans(HandlerMapping.class)) {
            switch (mapping) {
                case RequestMappingInfoHandlerMapping methods ->
                        methods.getHandlerMethods().keySet().forEach(i -> doors.addAll(of(i)));
                case AbstractUrlHandlerMapping files ->
                        files.getHandlerMap().keySet().forEach(p -> doors.add("FILE " + p));
                case RouterFunctionMapping routes when routes.getRouterFunction() == null -> {}
                default -> doors.add("OTHER " + mapping.getClass().getName());
            }
        }
        return doors;
    }

    private static Set<String> of(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        var names =
                methods.isEmpty()
                        ? Set.of("ANY")
                        : methods.stream().map(RequestMethod::name).collect(Collectors.toSet());
        return info.getPatternValues().stream()
                .flatMap(path -> names.stream().map(n -> n + " " + path))
                .collect(Collectors.toSet());
    }

    /** For taking ids out of a text: a short one may stand in a long one by chance. */
    static List<String> longestFirst(Collection<String> ids) {
        return ids.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }
}
