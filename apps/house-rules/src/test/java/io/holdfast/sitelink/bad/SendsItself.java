package io.holdfast.sitelink.bad;

import java.net.http.HttpClient;

/** The contract has no transport. */
record SendsItself(HttpClient what) {}
