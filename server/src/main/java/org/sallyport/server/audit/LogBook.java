package org.sallyport.server.audit;

import java.util.Optional;
import org.sallyport.postgres.audit.OpenLog;

/** The audit log this server keeps, if its journal is one that lasts. */
public record LogBook(Optional<OpenLog> log) {}
