package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.VectorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Loads items into a table `(id int, bucket int, vector halfvec)` by PostgreSQL's binary `COPY`.
final class ItemCopy {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private ItemCopy() {}

    static void into(Connection connection, String table, VectorFile items) throws SQLException, IOException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY %s FROM STDIN (FORMAT binary)".formatted(table));
        try {
            int d = items.dimension();
            byte[] bytes = new byte[1 << 20];
            var buffer = ByteBuffer.wrap(bytes);
            buffer.put(SIGNATURE).putInt(0).putInt(0);
            for (int item = 0; item < items.size(); item++) {
                if (buffer.remaining() < 2 * d + 64) {
                    flush(copy, bytes, buffer);
                }
                put(buffer, item, items.row(item));
            }
            buffer.putShort((short) -1);
            flush(copy, bytes, buffer);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void put(ByteBuffer buffer, int item, float[] vector) {
        buffer.putShort((short) 3);
        buffer.putInt(Integer.BYTES).putInt(item);
        buffer.putInt(Integer.BYTES).putInt(Buckets.of(item));
        buffer.putInt(2 * Short.BYTES + vector.length * Short.BYTES);
        buffer.putShort((short) vector.length).putShort((short) 0);
        for (float value : vector) {
            buffer.putShort(Float.floatToFloat16(value));
        }
    }

    private static void flush(CopyIn copy, byte[] bytes, ByteBuffer buffer) throws SQLException {
        copy.writeToCopy(bytes, 0, buffer.position());
        buffer.clear();
    }
}
