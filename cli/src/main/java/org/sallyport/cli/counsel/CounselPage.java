package org.sallyport.cli.counsel;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.DecisionTable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** A page of tables for counsel to read, print and sign: one file that needs nothing else. */
public final class CounselPage {
    private static final String FONT = "Liberation Sans";

    /** Something for counsel to settle: the table or list it is about, where that stands in the page, and the point. */
    public record Point(String about, String anchor, String said) {}

    private final String xhtml;

    private CounselPage(String xhtml) {
        this.xhtml = xhtml;
    }

    /**
     * The page of some tables.
     *
     * @param about  the place or table it is about, as it was asked for
     * @param tables the tables, superior first
     * @param files  where their words, lists and examples lie
     */
    public static CounselPage of(String about, List<DecisionTable> tables, PolicyFiles files) {
        var templates = new ClassLoaderTemplateResolver(CounselPage.class.getClassLoader());
        templates.setPrefix("counsel/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        var engine = new TemplateEngine();
        engine.setTemplateResolver(templates);
        var sheets = tables.stream().map(t -> TableSheet.of(t, files)).toList();
        var lists = ListSheet.of(tables);
        return new CounselPage(engine.process(
                "tables",
                new Context(
                        Locale.ROOT,
                        Map.of("about", about, "sheets", sheets, "lists", lists, "points", points(sheets, lists)))));
    }

    private static List<Point> points(List<TableSheet> sheets, List<ListSheet> lists) {
        return Stream.concat(
                        sheets.stream()
                                .flatMap(sheet -> sheet.open().stream()
                                        .map(point -> new Point(sheet.id(), sheet.anchor(), point))),
                        lists.stream()
                                .filter(ListSheet::leavesOpen)
                                .map(list -> new Point("List " + list.name(), list.anchor(), list.extent())))
                .toList();
    }

    /** The page as a file for a browser. */
    public String html() {
        return xhtml;
    }

    /** The page as a tagged PDF with its fonts in it (PDF/UA), which a screen reader can read aloud. */
    public byte[] pdf() {
        var out = new ByteArrayOutputStream();
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
        XRLog.setLevel(XRLog.CSS_PARSE, Level.SEVERE); // the page has rules that only a browser knows
        try {
            new PdfRendererBuilder()
                    .usePdfUaAccessibility(true)
                    .useFont(() -> font("Regular"), FONT, 400, FontStyle.NORMAL, true)
                    .useFont(() -> font("Bold"), FONT, 700, FontStyle.NORMAL, true)
                    .useFont(() -> font("Italic"), FONT, 400, FontStyle.ITALIC, true)
                    .withHtmlContent(xhtml, null)
                    .toStream(out)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("The page cannot be laid out as a PDF", e);
        }
        return out.toByteArray();
    }

    private static InputStream font(String style) {
        var name = "liberation/LiberationSans-" + style + ".ttf";
        return Objects.requireNonNull(
                CounselPage.class.getClassLoader().getResourceAsStream(name), "The program lacks its font " + name);
    }
}
