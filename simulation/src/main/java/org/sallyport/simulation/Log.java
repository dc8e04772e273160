package org.sallyport.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.FeedEvent;
import org.sallyport.policy.PolicyBook;
import org.sallyport.request.RequestId;
import org.sallyport.simulation.jail.Filing;

/** What the world outside Sallyport saw: the other half of the evidence, beside the journal. */
final class Log {
    final List<Evidence.Received> received = new ArrayList<>();
    final List<Evidence.Told> told = new ArrayList<>();
    final List<Evidence.Reminded> reminded = new ArrayList<>();
    final List<Evidence.Receipted> receipts = new ArrayList<>();
    final Map<RequestId, Filing> filed = new TreeMap<>();
    final Map<FacilityId, List<Instant>> heard = new TreeMap<>();
    final Map<String, FeedEvent> sent = new LinkedHashMap<>();
    final Map<String, Instant> acknowledgedFeed = new LinkedHashMap<>();
    final Map<String, PolicyBook> books = new TreeMap<>();
}
