package org.sallyport.cli.demo;

import tools.jackson.databind.json.JsonMapper;

/** Writes a summary as one JSON object on one line; moments as ISO 8601 in UTC. */
final class SummaryJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SummaryJson() {}

    static String of(Summary sum) {
        return JSON.writeValueAsString(sum);
    }
}
