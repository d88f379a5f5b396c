package io.holdfast.controller;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Where the centre's rows are found. */
@Configuration(proxyBeanMethods = false)
@EntityScan("io.holdfast.controller")
@EnableJpaRepositories("io.holdfast.controller")
class ControllerConfiguration {}
