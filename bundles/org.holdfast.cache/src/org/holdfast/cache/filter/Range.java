package org.holdfast.cache.filter;

/**
 * Numbers from the first to the last, both included.
 *
 * @param first the smallest
 * @param last the largest; {@code first} for a single number
 */
record Range(long first, long last) {

    boolean isSingle() {
        return first == last;
    }

    /**
     * Compares a number with this range.
     *
     * @param operator {@link Operator#EQUAL}, or an order, for which the range is a single number
     */
    boolean fits(Operator operator, long number) {
        return switch (operator) {
            case EQUAL -> first <= number && number <= last;
            case LESS -> number < first;
            case AT_MOST -> number <= first;
            case GREATER -> number > first;
            case AT_LEAST -> number >= first;
            case NOT_EQUAL, CONTAINS, MATCHES ->
                throw new IllegalArgumentException("numbers aren't compared by " + operator.symbol());
        };
    }

    static Range single(long number) {
        return new Range(number, number);
    }
}
