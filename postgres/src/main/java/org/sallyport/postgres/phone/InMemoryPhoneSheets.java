package org.sallyport.postgres.phone;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.custody.FacilityId;
import org.sallyport.notice.NoticeId;

/** Calls that are kept as long as the program. */
public final class InMemoryPhoneSheets implements PhoneSheets {
    private final Map<NoticeId, Sheet> open = new ConcurrentHashMap<>();

    @Override
    public void open(Sheet sheet) {
        open.put(sheet.notice(), sheet);
    }

    @Override
    public List<Sheet> waiting(FacilityId facility) {
        return open.values().stream()
                .filter(s -> s.facility().equals(facility))
                .sorted(Comparator.comparing(Sheet::deadline).thenComparing(Sheet::notice))
                .toList();
    }

    @Override
    public Optional<Sheet> of(NoticeId notice) {
        return Optional.ofNullable(open.get(notice));
    }

    @Override
    public void done(NoticeId notice) {
        open.remove(notice);
    }
}
