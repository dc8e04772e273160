package org.sallyport.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "b26-00412, B2600412",
        "' B26 00412 ', B2600412",
        "000412, 000412",
        "istanbul-1, ISTANBUL1",
        "\uFF11\uFF12, 12"
    })
    void booking_numbers_fold_case_and_punctuation_and_keep_zeros(String written, String plain) {
        assertEquals(plain, NormalForm.booking(written));
    }

    @ParameterizedTest(name = "{0} in {1} -> {2}")
    @CsvSource({
        "MD1234567, MD, MD1234567",
        "md-0012345, MD, MD12345",
        "1234567, MD, MD1234567",
        "0001234567, MD, MD1234567",
        "VA 1234567, MD, VA1234567",
        "1234567, '', 1234567"
    })
    void state_numbers_carry_their_state(String written, String state, String plain) {
        assertEquals(plain, NormalForm.stateId(written, state));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"000123456AB1, 123456AB1", "123456ab1, 123456AB1", "'', ''", "0, ''"})
    void fbi_numbers_lose_padding(String written, String plain) {
        assertEquals(plain, NormalForm.ucn(written));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "Núñez, NUNEZ",
        "O'Brien, OBRIEN",
        "Ørsted, ORSTED",
        "Łukasz, LUKASZ",
        "Straße, STRASSE",
        "ışık, ISIK",
        "Ædla, AEDLA"
    })
    void names_lose_diacritics(String written, String plain) {
        assertEquals(plain, NormalForm.name(written));
    }

    @Test
    void names_part_at_blanks_hyphens_and_commas() {
        assertEquals(List.of("GARCIA", "LOPEZ"), NormalForm.words("García-López"));
        assertEquals(List.of("DE", "LA", "CRUZ"), NormalForm.words(" de la  Cruz"));
        assertEquals(List.of(), NormalForm.words(" - "));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"us/md/montgomery/mcdc, MD", "us/md, MD", "us, ''", "ca/on/toronto, ''", "us/mdx/y, ''"})
    void the_state_of_a_facility(String path, String state) {
        assertEquals(state, NormalForm.state(new FacilityId(path)));
    }
}
