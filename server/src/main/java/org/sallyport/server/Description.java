package org.sallyport.server;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;

/** What {@code /api/v1/openapi.json} says of the API as a whole. */
class Description {
    @Bean
    OpenApiCustomizer describedCalls() {
        return new DescribedCalls();
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI(SpecVersion.V31)
                .info(new Info()
                        .title("Sallyport")
                        .version("v1")
                        .description("Custody feeds in, notices out. Every refusal is an application/problem+json"
                                + " (RFC 9457) whose member problems names everything that is wrong, each with code,"
                                + " field, given, expected, remedy and text.")
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                "key",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A key made by an administrator, for one facility or agency.")))
                .addSecurityItem(new SecurityRequirement().addList("key"));
    }
}
