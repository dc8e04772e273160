/** Custody, requests, policy and notices, decided from facts and time alone. */
module org.sallyport.core {
    requires static org.jspecify;

    exports org.sallyport.audit;
    exports org.sallyport.custody;
    exports org.sallyport.delivery;
    exports org.sallyport.desk;
    exports org.sallyport.journal;
    exports org.sallyport.notice;
    exports org.sallyport.policy;
    exports org.sallyport.problem;
    exports org.sallyport.report;
    exports org.sallyport.request;
    exports org.sallyport.time;
}
