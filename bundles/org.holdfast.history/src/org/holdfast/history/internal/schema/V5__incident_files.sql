-- What people do with incidents, and incidents without a change of owner: those have no plan.

ALTER TABLE incident ALTER COLUMN state DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN plan_id DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN plan_made_at DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN plan_trigger DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN service_definition DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN from_node DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN to_node DROP NOT NULL;
ALTER TABLE incident ALTER COLUMN epoch DROP NOT NULL;

ALTER TABLE incident ADD COLUMN IF NOT EXISTS title VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS source VARCHAR(20) DEFAULT 'DETECTION' NOT NULL;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS severity VARCHAR(20) DEFAULT 'WARNING' NOT NULL;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS handling VARCHAR(20) DEFAULT 'OPEN' NOT NULL;
-- the host it is about when there is no plan
ALTER TABLE incident ADD COLUMN IF NOT EXISTS node VARCHAR(63);
ALTER TABLE incident ADD COLUMN IF NOT EXISTS last_event_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE incident ADD COLUMN IF NOT EXISTS joined_into BIGINT;

UPDATE incident SET title = service_name || ': ' || from_node || ' → ' || to_node WHERE title = '';
UPDATE incident SET last_event_at = opened_at WHERE last_event_at IS NULL;
UPDATE incident SET severity = 'CRITICAL' WHERE state = 'FAILED' OR state = 'DEGRADED';
UPDATE incident SET source = 'ADMINISTRATOR' WHERE plan_trigger = 'MIGRATION';
-- Nobody could handle the old ones.
UPDATE incident SET handling = 'RESOLVED' WHERE state = 'DONE';

CREATE INDEX IF NOT EXISTS incident_joined_into ON incident (joined_into);

CREATE TABLE IF NOT EXISTS incident_event (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    source VARCHAR(20) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    severity VARCHAR(20) NOT NULL,
    service VARCHAR NOT NULL,
    node VARCHAR(63),
    sentence VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    -- whether it named its incident
    is_named BOOLEAN NOT NULL
);

CREATE INDEX IF NOT EXISTS incident_event_incident ON incident_event (incident, happened_at);

CREATE TABLE IF NOT EXISTS incident_handling (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    handling VARCHAR(20) NOT NULL,
    severity VARCHAR(20),
    handled_by VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS incident_handling_incident ON incident_handling (incident, happened_at);

CREATE TABLE IF NOT EXISTS incident_note (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    written_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS incident_note_incident ON incident_note (incident, happened_at);

CREATE TABLE IF NOT EXISTS incident_lesson (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    alternative VARCHAR NOT NULL,
    connections INTEGER NOT NULL,
    survived INTEGER NOT NULL,
    would_have_survived INTEGER NOT NULL,
    sentence VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS incident_lesson_incident ON incident_lesson (incident, happened_at);

-- Packet files that are kept as long as the incident.
CREATE TABLE IF NOT EXISTS incident_segment (
    incident BIGINT NOT NULL REFERENCES incident (number) ON DELETE CASCADE,
    cache VARCHAR(63) NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (incident, cache, number)
);
