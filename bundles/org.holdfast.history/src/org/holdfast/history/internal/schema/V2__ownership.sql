-- Who owned which service and its addresses from when to when, as intervals.

CREATE TABLE IF NOT EXISTS ownership_interval (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service VARCHAR NOT NULL,
    node VARCHAR(63) NOT NULL,
    epoch BIGINT NOT NULL,
    from_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at TIMESTAMP(6) WITH TIME ZONE,
    why VARCHAR NOT NULL,
    -- TRUE while the interval is open and NULL afterwards, so that a service has at most one open interval
    is_open BOOLEAN CHECK (is_open),
    CHECK (to_at >= from_at),
    CHECK ((to_at IS NULL) = (is_open IS NOT NULL)),
    UNIQUE (service, is_open)
);

CREATE INDEX IF NOT EXISTS ownership_interval_from ON ownership_interval (service, from_at);

CREATE TABLE IF NOT EXISTS ownership_address (
    ownership BIGINT NOT NULL REFERENCES ownership_interval (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    address VARCHAR(45) NOT NULL,
    PRIMARY KEY (ownership, position)
);
