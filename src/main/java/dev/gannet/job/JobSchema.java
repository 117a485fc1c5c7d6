package dev.gannet.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The job file as a JSON Schema (draft 2020-12), for editors; made from the table that validation uses. */
public final class JobSchema {
    private JobSchema() {}

    /** @return the schema as JSON text */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Gannet job");
        schema.putAll(block(JobKeys.JOB));
        // A job takes something from its pages, or keeps what they look like.
        schema.put("anyOf", List.of(Map.of("required", List.of("items")), Map.of("required", List.of("capture"))));
        Map<String, Object> definitions = new LinkedHashMap<>();
        JobKeys.all().stream()
                .filter(each -> each != JobKeys.JOB)
                .forEach(each -> definitions.put(each.name(), block(each)));
        definitions.put(
                "field-form", Form.either(JobKeys.SELECTOR, Form.block("field")).schema());
        definitions.put(
                "capture-element-form",
                Form.either(JobKeys.SELECTOR, Form.block("capture-element")).schema());
        schema.put("$defs", definitions);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(schema);
    }

    private static Map<String, Object> block(Block block) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key key : block.keys()) {
            if (key.built()) {
                Map<String, Object> property = new LinkedHashMap<>(key.form().schema());
                property.put(
                        "description",
                        key.meaning() + (key.fallback().isEmpty() ? "" : " (default: " + key.fallback() + ")"));
                properties.put(key.name(), property);
            }
        }
        block.required().forEach(key -> required.add(key.name()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", block.meaning());
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        schema.put("required", required);
        return schema;
    }
}
