package org.sallyport.formats.journal;

import tools.jackson.databind.JsonNode;

/** One step from a schema of the past to the next. Pure; tested on a frozen sample of each. */
@FunctionalInterface
interface Upcast {
    /** Which schema a step starts from. */
    record From(String type, int schema) {}

    /** The same event in the next schema. */
    JsonNode next(JsonNode old);
}
