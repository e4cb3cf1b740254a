package org.holdfast.report.internal;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Sets an incident's texts into the template {@code incident.ftlh}; everything is escaped for HTML there. */
public final class IncidentTemplate {

    private static final Configuration CONFIGURATION = configuration();

    private IncidentTemplate() {}

    public static String render(IncidentView view) {
        StringWriter out = new StringWriter();
        try {
            CONFIGURATION.getTemplate("incident.ftlh").process(Map.of("r", view), out);
        } catch (IOException | TemplateException e) {
            // Both are resources of this bundle and fail for every incident alike.
            throw new IllegalStateException("the report's template is missing or wrong: " + e.getMessage(), e);
        }
        return out.toString();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
        configuration.setTemplateLoader(new ClassTemplateLoader(IncidentTemplate.class, ""));
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setLocale(Locale.ROOT);
        // A number that reaches the template unformatted is written for machines: 12345.5, whatever the locale.
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }
}
