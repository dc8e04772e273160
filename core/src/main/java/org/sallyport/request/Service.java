package org.sallyport.request;

import java.time.LocalDate;

/** That the person was given a copy of the request: the day, how ({@code in-person mail other}) and the language. */
public record Service(LocalDate on, String how, String language) {}
