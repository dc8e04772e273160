package org.sallyport.server.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.custody.Facility;
import org.sallyport.desk.Desk;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Notify;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Practice;

/** Puts a named person's adoption of a table, or a facility's practice, into the book in force. */
public final class Adoption {
    private final Desk desk;

    /** Adoptions at this desk. */
    public Adoption(Desk desk) {
        this.desk = desk;
    }

    /**
     * Adopts a table for a facility, by the content that was read.
     *
     * @param version the table's content hash
     * @param by      the account of the person who read it
     * @param at      when (UTC instant of the business clock)
     */
    public void adopt(Facility facility, String table, String version, String by, Instant at) {
        var adoption = new Adoptions.Adoption(facility.jurisdiction(), version, by, at);
        desk.adopt(facility.id(), table, version, by, book -> with(book, adoption));
    }

    /** Says what a facility does where the law says may. */
    public void practice(Facility facility, Facts.Requester requester, Act act, Notify toDo, String by) {
        var practice = new Practice(facility.jurisdiction(), requester, act, toDo);
        desk.practice(facility.id(), act.word(), requester.word(), toDo.word(), by, book -> with(book, practice));
    }

    private static PolicyBook with(PolicyBook book, Adoptions.Adoption one) {
        return switch (book.contents().adoptions()) {
            case Adoptions.All _ -> book;
            case Adoptions.None _ -> book.withAdoptions(new Adoptions.ByFacility(List.of(one)));
            case Adoptions.Everywhere _ ->
                throw new IllegalStateException("A running book holds adoptions of single facilities only.");
            case Adoptions.ByFacility known when known.adopted(one.facility(), one.version()) -> book;
            case Adoptions.ByFacility known -> {
                var all = new ArrayList<>(known.adoptions());
                all.add(one);
                yield book.withAdoptions(new Adoptions.ByFacility(all));
            }
        };
    }

    private static PolicyBook with(PolicyBook book, Practice one) {
        var all = new ArrayList<>(book.contents().practices());
        all.removeIf(
                p -> p.facility().equals(one.facility()) && p.requester() == one.requester() && p.act() == one.act());
        all.add(one);
        return book.withPractices(all);
    }
}
