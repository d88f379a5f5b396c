package io.holdfast.site.bad;

import io.holdfast.apps.site.Site;

/** Apps wire; nobody uses them. */
record StartsTheApp(Site what) {}
