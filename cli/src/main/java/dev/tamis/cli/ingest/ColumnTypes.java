package dev.tamis.cli.ingest;

import dev.tamis.common.contract.collection.AttributeType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/// Sees the types of CSV columns: numbers or booleans only if all their values are, else strings. Empty cells count
/// for none.
final class ColumnTypes {

    private final List<AttributeColumn> columns;
    private final Set<String> filled = new HashSet<>();
    private final Set<String> notNumbers = new HashSet<>();
    private final Set<String> notBooleans = new HashSet<>();

    ColumnTypes(List<AttributeColumn> columns) {
        this.columns = columns;
    }

    void add(CSVRecord row) {
        for (AttributeColumn column : columns) {
            String name = column.name();
            if (column.type() != null || !row.isSet(name) || row.get(name).isBlank()) {
                continue;
            }
            String value = row.get(name).strip();
            filled.add(name);
            if (!Values.isNumber(value)) {
                notNumbers.add(name);
            }
            if (!Values.isBoolean(value)) {
                notBooleans.add(name);
            }
        }
    }

    Map<String, AttributeType> types() {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        columns.forEach(
                column -> types.put(column.name(), column.type() != null ? column.type() : seen(column.name())));
        return types;
    }

    private AttributeType seen(String column) {
        if (!filled.contains(column)) {
            return AttributeType.STRING;
        }
        if (!notNumbers.contains(column)) {
            return AttributeType.NUMBER;
        }
        return notBooleans.contains(column) ? AttributeType.STRING : AttributeType.BOOLEAN;
    }
}
