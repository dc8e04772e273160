package org.sallyport.server;

import java.net.URI;
import java.util.function.Supplier;

/** The address receivers and people are given: the configured one, or the one listened on, known once the port is. */
record Address(Supplier<URI> known) {}
