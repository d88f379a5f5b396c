package io.holdfast.controller.backups;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The inner form of a backup: parts in an order, and at the end the manifest that names them. */
final class BackupFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_MANIFEST = 16 * 1024 * 1024;

    private BackupFile() {}

    /** Writes the bytes of one part. */
    interface Content {
        /**
         * Writes them.
         *
         * @return how many rows they are
         */
        long write(OutputStream out) throws IOException;
    }

    /** A backup under way. */
    static final class Writing implements AutoCloseable {

        private final OutputStream sealed;
        private final ZipOutputStream zip;

        Writing(OutputStream file, char[] passphrase, int iterations) throws IOException {
            sealed = SealedFile.write(new BufferedOutputStream(file), passphrase, iterations);
            zip = new ZipOutputStream(sealed);
            zip.setLevel(Deflater.BEST_SPEED);
        }

        Manifest.Part part(String name, List<String> columns, Content content) throws IOException {
            var measured = new Measured();
            zip.putNextEntry(new ZipEntry(name));
            long rows = content.write(measured.before(zip));
            zip.closeEntry();
            return new Manifest.Part(name, columns, rows, measured.bytes(), measured.sha256());
        }

        void finish(Manifest manifest) throws IOException {
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(JSON.writeValueAsBytes(manifest));
            zip.closeEntry();
            zip.finish();
            sealed.close();
        }

        @Override
        public void close() {
            // Whoever did not finish has no backup: there is no last chunk.
        }
    }

    /** Takes the parts of a backup one after the other. */
    interface Taking {
        /** Reads one part; what it leaves is read over. */
        void take(String name, InputStream content) throws IOException;
    }

    /**
     * Reads a whole backup and compares every part with the manifest.
     *
     * @throws Unusable if anything is not as it was written
     */
    static Manifest read(Path file, char[] passphrase, Taking taking) {
        var seen = new TreeMap<String, Measured>();
        Optional<Manifest> manifest = Optional.empty();
        try (var in = new BufferedInputStream(Files.newInputStream(file));
                var sealed = SealedFile.read(in, passphrase);
                var zip = new ZipInputStream(sealed)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (manifest.isPresent()) {
                    throw new Unusable("the backup goes on after its manifest");
                }
                if (entry.getName().equals(Manifest.NAME)) {
                    manifest =
                            Optional.of(
                                    JSON.readValue(
                                            zip.readNBytes(LARGEST_MANIFEST), Manifest.class));
                    continue;
                }
                var measured = new Measured();
                if (seen.put(entry.getName(), measured) != null) {
                    throw new Unusable("the backup has " + entry.getName() + " twice");
                }
                var content = measured.behind(zip);
                taking.take(entry.getName(), content);
                content.transferTo(OutputStream.nullOutputStream());
            }
            // Only who has read the last chunk knows that nothing was cut off.
            sealed.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new Unusable("there is no file " + file, e);
        } catch (JacksonException e) {
            throw new Unusable("the backup's manifest cannot be read; is it of a newer kind?", e);
        } catch (IOException e) {
            throw new Unusable("the backup cannot be read: " + e.getMessage(), e);
        }
        var told = manifest.orElseThrow(() -> new Unusable("the backup has no manifest"));
        compare(told, seen);
        return told;
    }

    private static void compare(Manifest manifest, Map<String, Measured> seen) {
        if (manifest.format() != Manifest.FORMAT) {
            throw new Unusable("the backup is of another kind: format " + manifest.format());
        }
        if (manifest.parts().size() != seen.size()) {
            throw new Unusable("the backup has other parts than its manifest names");
        }
        for (var part : manifest.parts()) {
            var measured = seen.get(part.name());
            if (measured == null
                    || measured.bytes() != part.bytes()
                    || !measured.sha256().equals(part.sha256())) {
                throw new Unusable(part.name() + " is not what the manifest says");
            }
        }
    }
}
