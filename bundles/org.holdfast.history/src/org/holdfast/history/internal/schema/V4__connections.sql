-- Connections: a row for each, no rows for packets. They come by the ten thousand a second, so "connection" has no index
-- but its key, which grows: an index on an address would be written all over with every batch. What an index would tell
-- stands in sketches instead, one for each chunk of 32,768 rows.

INSERT INTO history_counter (name, next_value)
    SELECT n.name, 1 FROM (SELECT 'session' AS name UNION ALL SELECT 'chunk') n
    WHERE NOT EXISTS (SELECT 1 FROM history_counter c WHERE c.name = n.name);

-- The life of a cache, as far as connections are concerned.
CREATE TABLE IF NOT EXISTS connection_session (
    number BIGINT PRIMARY KEY,
    cache VARCHAR(63) NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- when it last wrote
    alive_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- how many batches it has written: tells whether one that was cut short is here
    batches BIGINT NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE
);

-- The rows with id / 32768 = number.
CREATE TABLE IF NOT EXISTS connection_chunk (
    number BIGINT PRIMARY KEY,
    session BIGINT NOT NULL REFERENCES connection_session (number),
    row_count INTEGER NOT NULL,
    first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    first_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- whether it has sketches and counts, and gets no more rows
    sealed BOOLEAN NOT NULL
);

-- A few bits of each row of a sealed chunk, in the order of rows; id = 4 * chunk + 0 for the remote host, 1 for the
-- service, 2 for the verdict, 3 for the duration. A table of its own, because a database reads rows as a whole.
CREATE TABLE IF NOT EXISTS connection_sketch (
    id BIGINT PRIMARY KEY,
    chunk BIGINT NOT NULL REFERENCES connection_chunk (number) ON DELETE CASCADE,
    sketch BYTEA NOT NULL
);

CREATE TABLE IF NOT EXISTS connection (
    id BIGINT PRIMARY KEY,
    connection_id BIGINT NOT NULL,
    remote_address VARCHAR(45) NOT NULL,
    remote_port INTEGER NOT NULL,
    service_address VARCHAR(45) NOT NULL,
    service_port INTEGER NOT NULL,
    service VARCHAR NOT NULL,
    state VARCHAR(20) NOT NULL,
    verdict VARCHAR(30) NOT NULL,
    verdict_detail VARCHAR NOT NULL,
    first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ending VARCHAR(10) NOT NULL,
    in_packets BIGINT NOT NULL,
    in_payload_bytes BIGINT NOT NULL,
    in_retransmitted_bytes BIGINT NOT NULL,
    in_stream_bytes BIGINT NOT NULL,
    in_acknowledged_bytes BIGINT NOT NULL,
    out_packets BIGINT NOT NULL,
    out_payload_bytes BIGINT NOT NULL,
    out_retransmitted_bytes BIGINT NOT NULL,
    out_stream_bytes BIGINT NOT NULL,
    out_acknowledged_bytes BIGINT NOT NULL,
    rtt_micros BIGINT NOT NULL
);

-- Connections that hadn't ended when they were last looked at; a row moves to "connection" when it ends.
CREATE TABLE IF NOT EXISTS connection_live (
    session BIGINT NOT NULL REFERENCES connection_session (number),
    connection_id BIGINT NOT NULL,
    remote_address VARCHAR(45) NOT NULL,
    remote_port INTEGER NOT NULL,
    service_address VARCHAR(45) NOT NULL,
    service_port INTEGER NOT NULL,
    service VARCHAR NOT NULL,
    state VARCHAR(20) NOT NULL,
    verdict VARCHAR(30) NOT NULL,
    verdict_detail VARCHAR NOT NULL,
    first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ending VARCHAR(10) NOT NULL,
    in_packets BIGINT NOT NULL,
    in_payload_bytes BIGINT NOT NULL,
    in_retransmitted_bytes BIGINT NOT NULL,
    in_stream_bytes BIGINT NOT NULL,
    in_acknowledged_bytes BIGINT NOT NULL,
    out_packets BIGINT NOT NULL,
    out_payload_bytes BIGINT NOT NULL,
    out_retransmitted_bytes BIGINT NOT NULL,
    out_stream_bytes BIGINT NOT NULL,
    out_acknowledged_bytes BIGINT NOT NULL,
    rtt_micros BIGINT NOT NULL,
    PRIMARY KEY (session, connection_id)
);

-- How many rows of a sealed chunk have which service and verdict.
CREATE TABLE IF NOT EXISTS connection_count (
    chunk BIGINT NOT NULL REFERENCES connection_chunk (number) ON DELETE CASCADE,
    service VARCHAR NOT NULL,
    verdict VARCHAR(30) NOT NULL,
    connections BIGINT NOT NULL,
    PRIMARY KEY (chunk, service, verdict)
);

-- Summaries that were left out.
CREATE TABLE IF NOT EXISTS connection_thinning (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cache VARCHAR(63) NOT NULL,
    from_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    stage VARCHAR(10) NOT NULL,
    summaries BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS connection_thinning_at ON connection_thinning (from_at, row_id);

CREATE TABLE IF NOT EXISTS capture_sample (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cache VARCHAR(63) NOT NULL,
    interface_name VARCHAR NOT NULL,
    from_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    packets BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    dropped_by_kernel BIGINT NOT NULL,
    dropped_by_interface BIGINT NOT NULL,
    evicted_bytes BIGINT NOT NULL,
    evicted_connections BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS capture_sample_at ON capture_sample (from_at, row_id);

-- Files of packets; the packets themselves are in the files.
CREATE TABLE IF NOT EXISTS packet_segment (
    row_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    cache VARCHAR(63) NOT NULL,
    number BIGINT NOT NULL,
    file VARCHAR NOT NULL,
    first_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    bytes BIGINT NOT NULL,
    packets BIGINT NOT NULL,
    removed_at TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX IF NOT EXISTS packet_segment_at ON packet_segment (last_at, row_id);
CREATE INDEX IF NOT EXISTS packet_segment_number ON packet_segment (cache, number);
