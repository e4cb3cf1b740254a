package org.holdfast.cache.filter;

/**
 * What may stand at a place of an expression.
 *
 * @param place the kind of place
 * @param field whose operator or value it is; null for conditions and connectors
 */
record Expected(Place place, Field<?> field) {

    /** Kinds of places. */
    enum Place {
        /** A field, a keyword, {@code not} or an opening parenthesis. */
        CONDITION,
        /** {@code and}, {@code or}, or the end of all or of the parenthesis. */
        CONNECTOR,
        /** An operator, a value or a set. */
        COMPARISON,
        /** A value; a set, too, where the operator takes one. */
        VALUE,
        /** A comma or the end of the set. */
        SET_CONNECTOR
    }

    static final Expected CONDITION = new Expected(Place.CONDITION, null);
    static final Expected CONNECTOR = new Expected(Place.CONNECTOR, null);
    static final Expected SET_CONNECTOR = new Expected(Place.SET_CONNECTOR, null);

    static Expected comparison(Field<?> field) {
        return new Expected(Place.COMPARISON, field);
    }

    static Expected value(Field<?> field) {
        return new Expected(Place.VALUE, field);
    }
}
