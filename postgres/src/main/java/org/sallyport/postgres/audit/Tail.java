package org.sallyport.postgres.audit;

/**
 * How far the audit log is behind the journal, and its witnesses behind it.
 *
 * @param size          how many entries the tree has
 * @param unsequenced   how many entries of the journal are not in it yet; counted to 100,000 at most
 * @param uncosigned    how many entries of the tree no witness has cosigned yet
 * @param checkpointAge seconds since the newest checkpoint was signed; 0 when there is none
 */
public record Tail(long size, long unsequenced, long uncosigned, double checkpointAge) {
    static final String SQL = "select h.size,"
            + " (select count(*) from (select 1 from journal j where j.tx >= h.tx"
            + " and (j.tx > h.tx or j.position > h.position) limit 100000) waiting),"
            + " h.size - coalesce((select max(size) from audit_checkpoint where cosigned > 0), 0),"
            + " coalesce((select extract(epoch from clock_timestamp() - signed_at) from audit_checkpoint"
            + " order by size desc limit 1), 0) from audit_head h";
}
