package io.holdfast.bundlecheck.bad;

import io.holdfast.sitelink.Judgement;

/** Two judges that share a mistake are one. */
record AsksTheFirst(Judgement what) {}
