package io.holdfast.apps.bench;

/**
 * One benchmark or check that a person or a machine starts by name. A benchmark measures Holdfast
 * and its peers in one run; a check tries a promise at any size and has a switch that breaks it.
 */
public interface Suite {

    /** Under which word of the launcher a suite is found. */
    enum Kind {
        BENCH,
        CHECK
    }

    Kind kind();

    /** What is typed after {@code bench} or {@code check}, as in recordings. */
    String name();

    /** One line for the list of suites: what it tries or measures. */
    String about();

    /** The suite's own options with their values, a line each, as in {@code --dir DIR folder}. */
    String usage();

    /**
     * Runs, telling the report as it goes.
     *
     * @throws WrongUse if the options do not fit
     * @throws Exception if the suite itself broke; it then counts as failed
     */
    void run(Options options, Report report) throws Exception;
}
