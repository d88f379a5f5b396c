package io.holdfast.site.bad;

import io.holdfast.controller.bad.SpeaksToDevices;

/** The site node stands alone. */
record AsksTheCentre(SpeaksToDevices what) {}
