package org.sallyport.tidy;

/** One thing that is not tidy, where it stands, and what to write instead. */
record Finding(String file, int line, String what, String instead) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + what + "; " + instead;
    }
}
