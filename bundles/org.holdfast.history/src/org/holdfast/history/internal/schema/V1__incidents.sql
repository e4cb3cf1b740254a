-- Incidents and all that belongs to one. For H2 2.4 and PostgreSQL 15 alike.
-- Every statement can be repeated: H2 commits each by itself, so an upgrade that was cut short starts again.
-- Times are UTC. Durations are nanoseconds. "position" keeps the order of a list.
-- Names of enum constants are stored as they stand in the model.

CREATE TABLE IF NOT EXISTS incident (
    -- without a cache, so that a killed process leaves no hole in numbers that people quote
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 1 CACHE 1) PRIMARY KEY,
    opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP(6) WITH TIME ZONE,
    state VARCHAR(20) NOT NULL,
    plan_id UUID NOT NULL,
    plan_made_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    plan_trigger VARCHAR(20) NOT NULL,
    service_name VARCHAR NOT NULL,
    -- the service as it was configured then, JSON: a snapshot, never joined
    service_definition VARCHAR NOT NULL,
    from_node VARCHAR(63) NOT NULL,
    to_node VARCHAR(63) NOT NULL,
    epoch BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS incident_opened_at ON incident (opened_at);

CREATE TABLE IF NOT EXISTS incident_evidence (
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sentence VARCHAR NOT NULL,
    PRIMARY KEY (incident, position)
);

CREATE TABLE IF NOT EXISTS incident_planned_connection (
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    connection_id BIGINT NOT NULL,
    remote_address VARCHAR(45) NOT NULL,
    remote_port INTEGER NOT NULL,
    service_address VARCHAR(45) NOT NULL,
    service_port INTEGER NOT NULL,
    verdict VARCHAR(30) NOT NULL,
    verdict_detail VARCHAR NOT NULL,
    mode VARCHAR(20) NOT NULL,
    PRIMARY KEY (incident, position)
);

CREATE TABLE IF NOT EXISTS incident_step (
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    plan_id UUID NOT NULL,
    kind VARCHAR(20) NOT NULL,
    node VARCHAR(63) NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    took_nanos BIGINT NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    detail VARCHAR NOT NULL,
    PRIMARY KEY (incident, position)
);

CREATE TABLE IF NOT EXISTS incident_connection (
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    plan_id UUID NOT NULL,
    connection_id BIGINT NOT NULL,
    remote_address VARCHAR(45) NOT NULL,
    remote_port INTEGER NOT NULL,
    service_address VARCHAR(45) NOT NULL,
    service_port INTEGER NOT NULL,
    mode VARCHAR(20) NOT NULL,
    fate VARCHAR(20) NOT NULL,
    reason VARCHAR NOT NULL,
    compared_bytes BIGINT NOT NULL,
    differing_bytes BIGINT NOT NULL,
    first_difference VARCHAR NOT NULL,
    verdict VARCHAR(30) NOT NULL,
    verdict_detail VARCHAR NOT NULL,
    stall_nanos BIGINT,
    PRIMARY KEY (incident, position)
);

-- The stream proofs of a connection: one row for each direction (INBOUND, OUTBOUND) and moment (FAILURE, END) that is
-- known. No CHECK with IN: H2 2.4.240 evaluates it in the session that made it, and fails once that one is closed.
CREATE TABLE IF NOT EXISTS incident_stream (
    incident BIGINT NOT NULL,
    position INTEGER NOT NULL,
    direction VARCHAR(10) NOT NULL,
    moment VARCHAR(10) NOT NULL,
    bytes BIGINT NOT NULL CHECK (bytes >= 0),
    sha256 CHAR(64) NOT NULL,
    PRIMARY KEY (incident, position, direction, moment),
    FOREIGN KEY (incident, position) REFERENCES incident_connection (incident, position) ON DELETE CASCADE
);
