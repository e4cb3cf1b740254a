package org.holdfast.cluster.internal.channel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.internal.lease.VoteAnswer;

/**
 * Envelopes as JSON. Only the types listed here can be named in a message; everything must be there, and nothing else.
 * Thread-safe.
 */
public final class MessageCodec {

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new ModelModule())
            .addMixIn(Frame.class, Frames.class)
            .addMixIn(Message.class, Messages.class)
            .addMixIn(VoteAnswer.class, Answers.class)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public byte[] write(Envelope envelope) {
        try {
            return mapper.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every frame can be written as JSON, but " + envelope + " can't", e);
        }
    }

    /** @throws IOException when it is no envelope of this version */
    public Envelope read(byte[] bytes, int offset, int length) throws IOException {
        Envelope envelope = mapper.readValue(bytes, offset, length, Envelope.class);
        if (envelope == null) {
            throw new IOException("null is no message");
        }
        return envelope;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Frame.Announce.class, name = "announce"),
        @JsonSubTypes.Type(value = Frame.Solicit.class, name = "solicit"),
        @JsonSubTypes.Type(value = Frame.VoteRequest.class, name = "vote-request"),
        @JsonSubTypes.Type(value = Frame.Vote.class, name = "vote"),
        @JsonSubTypes.Type(value = Frame.LeaseReleased.class, name = "lease-released"),
        @JsonSubTypes.Type(value = Frame.Agree.class, name = "agree"),
        @JsonSubTypes.Type(value = Frame.Payload.class, name = "payload")
    })
    private interface Frames {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Message.CarryOut.class, name = "carry-out"),
        @JsonSubTypes.Type(value = Message.Release.class, name = "release"),
        @JsonSubTypes.Type(value = Message.StepReport.class, name = "step-report"),
        @JsonSubTypes.Type(value = Message.OutcomeReport.class, name = "outcome-report"),
        @JsonSubTypes.Type(value = Message.Finished.class, name = "finished"),
        @JsonSubTypes.Type(value = Message.Refused.class, name = "refused")
    })
    private interface Messages {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = VoteAnswer.Granted.class, name = "granted"),
        @JsonSubTypes.Type(value = VoteAnswer.Wait.class, name = "wait"),
        @JsonSubTypes.Type(value = VoteAnswer.Refused.class, name = "refused")
    })
    private interface Answers {}
}
