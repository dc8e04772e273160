package org.sallyport.request;

import java.time.LocalDate;

/** That the person was given a copy of the request: the day, {@code in-person}, {@code mail} or {@code other}, and in which language. */
public record Service(LocalDate on, String how, String language) {}
