/** Custody, requests, policy and notices, decided from facts and time alone. */
module org.sallyport.core {
    requires static org.jspecify;

    exports org.sallyport.time;
}
