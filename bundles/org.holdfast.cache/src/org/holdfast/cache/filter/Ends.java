package org.holdfast.cache.filter;

/** Which ends of a connection a field looks at. */
enum Ends {
    EITHER,
    CLIENT,
    SERVER;

    boolean client() {
        return this != SERVER;
    }

    boolean server() {
        return this != CLIENT;
    }
}
