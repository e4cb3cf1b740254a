-- Facts: what happened, once each, and never changed afterwards.
-- "id" is made by whoever noticed the fact: the same one is kept once. "row_id" keeps the order of recording.

-- Up to which record each journal has been written into this database: in one transaction with those records.
CREATE TABLE IF NOT EXISTS journal_position (
    journal UUID PRIMARY KEY,
    applied BIGINT NOT NULL
);

-- Numbers that are given out in order, by all who share this database.
CREATE TABLE IF NOT EXISTS history_counter (
    name VARCHAR(30) PRIMARY KEY,
    next_value BIGINT NOT NULL
);

INSERT INTO history_counter (name, next_value)
    SELECT 'incident', m.n FROM (SELECT COALESCE(MAX(number), 0) + 1 AS n FROM incident) m
    WHERE NOT EXISTS (SELECT 1 FROM history_counter WHERE name = 'incident');

CREATE TABLE IF NOT EXISTS audit_entry (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    who VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    result VARCHAR(20) NOT NULL,
    detail VARCHAR NOT NULL,
    command_line VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS audit_entry_at ON audit_entry (happened_at, row_id);

CREATE TABLE IF NOT EXISTS member_event (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    node VARCHAR(63) NOT NULL,
    change VARCHAR(20) NOT NULL,
    detail VARCHAR NOT NULL,
    seen_by VARCHAR(63) NOT NULL
);

CREATE INDEX IF NOT EXISTS member_event_at ON member_event (happened_at, row_id);

-- evidence and refusal: JSON, a list of sentences
CREATE TABLE IF NOT EXISTS detection (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    node VARCHAR(63) NOT NULL,
    finding VARCHAR(20) NOT NULL,
    silence_nanos BIGINT NOT NULL,
    evidence VARCHAR NOT NULL,
    detected_by VARCHAR(63) NOT NULL,
    incident BIGINT
);

CREATE INDEX IF NOT EXISTS detection_at ON detection (happened_at, row_id);

-- plan: JSON, a snapshot, never joined
CREATE TABLE IF NOT EXISTS plan_record (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    plan_trigger VARCHAR(20) NOT NULL,
    service VARCHAR NOT NULL,
    plan VARCHAR,
    refusal VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    incident BIGINT
);

CREATE INDEX IF NOT EXISTS plan_record_at ON plan_record (happened_at, row_id);

-- services: JSON, a list of definitions
CREATE TABLE IF NOT EXISTS policy_version (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    version BIGINT NOT NULL,
    changed_by VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    services VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS policy_version_at ON policy_version (happened_at, row_id);

CREATE TABLE IF NOT EXISTS clock_jump (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    node VARCHAR(63) NOT NULL,
    by_nanos BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS clock_jump_at ON clock_jump (happened_at, row_id);

ALTER TABLE ownership_interval ADD COLUMN IF NOT EXISTS fact UUID UNIQUE;
ALTER TABLE ownership_interval ADD COLUMN IF NOT EXISTS recorded_by VARCHAR DEFAULT '' NOT NULL;
CREATE INDEX IF NOT EXISTS ownership_interval_times ON ownership_interval (from_at);
