package org.sallyport.formats.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.audit.Commitment;
import org.sallyport.audit.DisclosedEntry;
import org.sallyport.audit.Hash;
import org.sallyport.audit.LogProof;
import org.sallyport.journal.Heading;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * The members of a receipt, read to the byte: nothing is stripped, for every byte is under a hash. Problems repeat no
 * value.
 */
final class ReceiptFields {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonNode file;
    private final List<Problem> problems = new ArrayList<>();

    ReceiptFields(JsonNode file) {
        this.file = file;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    Optional<DisclosedEntry> entry() {
        var position = number("position", file, Long.MAX_VALUE);
        var heading = heading();
        var payload = text("payload", file);
        var salt = bytes("salt", Commitment.SALT_BYTES);
        if (position.isEmpty() || heading.isEmpty() || payload.isEmpty() || salt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DisclosedEntry(
                position.get(), heading.get(), salt.get(), payload.get().getBytes(UTF_8)));
    }

    private Optional<Heading> heading() {
        var in = file.path("heading");
        var stream = stream(in);
        var version = number("version", in, Integer.MAX_VALUE);
        var type = text("type", in);
        var schema = number("schema", in, Integer.MAX_VALUE);
        var recordedAt = moment(in);
        var facility = text("facility", in);
        var agency = text("agency", in);
        var cause = text("cause", in);
        var actor = text("actor", in);
        if (stream.isEmpty() || version.isEmpty() || schema.isEmpty() || recordedAt.isEmpty() || actor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Heading(
                stream.get(),
                version.get().intValue(),
                type.orElse(""),
                schema.get().intValue(),
                recordedAt.get(),
                facility.orElse(""),
                agency.orElse(""),
                cause.orElse(""),
                actor.get()));
    }

    private Optional<UUID> stream(JsonNode in) {
        var given = text("stream", in);
        try {
            var read = given.map(UUID::fromString);
            if (read.isEmpty() || read.get().toString().equals(given.get())) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one problem both have
        }
        wrong("heading.stream", "A UUID in lower case.");
        return Optional.empty();
    }

    private Optional<Instant> moment(JsonNode in) {
        var given = text("recordedAt", in);
        try {
            var read = given.map(Instant::parse);
            if (read.isEmpty()
                    || read.get().toString().equals(given.get()) && !read.get().isAfter(LAST)) {
                return read;
            }
        } catch (DateTimeException e) {
            // falls through to the one problem both have
        }
        wrong("heading.recordedAt", "A moment in UTC as this format writes it, such as 2026-09-02T14:05:00Z.");
        return Optional.empty();
    }

    private Optional<String> text(String name, JsonNode in) {
        var member = in.path(name);
        if (!member.isString()) {
            wrong(in == file ? name : "heading." + name, "Text; this member is needed.");
            return Optional.empty();
        }
        return Optional.of(member.stringValue());
    }

    private Optional<Long> number(String name, JsonNode in, long most) {
        var member = in.path(name);
        if (!member.isIntegralNumber()
                || !member.canConvertToLong()
                || member.longValue() < 1
                || member.longValue() > most) {
            wrong(in == file ? name : "heading." + name, "A whole number from 1; this member is needed.");
            return Optional.empty();
        }
        return Optional.of(member.longValue());
    }

    private Optional<byte[]> bytes(String name, int length) {
        var given = text(name, file);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            var read = Base64.getDecoder().decode(given.get());
            if (read.length == length
                    && Base64.getEncoder().encodeToString(read).equals(given.get())) {
                return Optional.of(read);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one problem both have
        }
        wrong(name, "Base64 of " + length + " bytes.");
        return Optional.empty();
    }

    Optional<Hash> hash(String name) {
        return bytes(name, Hash.BYTES).map(Hash::of);
    }

    Optional<LogProof> proof() {
        var given = text("proof", file);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return switch (LogProof.parse(given.get())) {
            case Checked.Good<LogProof>(var proof) -> Optional.of(proof);
            case Checked.Bad<LogProof>(var found) -> {
                problems.addAll(found);
                yield Optional.empty();
            }
        };
    }

    /** The name of the log stands in the file for people; it must be the one that signed. */
    void origin(Optional<LogProof> proof) {
        var named = text("log", file);
        if (named.isPresent()
                && proof.isPresent()
                && !named.get().equals(proof.get().checkpoint().origin())) {
            wrong("log", "The name of the log that the checkpoint names.");
        }
    }

    private void wrong(String field, String expected) {
        problems.add(new Problem(
                "receipt.member",
                field,
                "",
                expected,
                "Ask for the receipt again; this one was damaged or written by another program."));
    }
}
