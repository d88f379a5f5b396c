package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.CarriedFilesApi;
import io.holdfast.controller.sitelinks.CarriedFiles;
import io.holdfast.controller.web.PathIds;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files that are carried to a site, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class CarriedFilesEndpoint implements CarriedFilesApi {

    private final CarriedFiles files;

    CarriedFilesEndpoint(CarriedFiles files) {
        this.files = files;
    }

    @Override
    public ResponseEntity<Resource> takeBundle(String site) {
        return file(files.bundle(PathIds.site(site)));
    }

    @Override
    public ResponseEntity<Resource> takeTrustRoot(String site) {
        return file(files.trustRoot(PathIds.site(site)));
    }

    private static ResponseEntity<Resource> file(CarriedFiles.Carried carried) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(carried.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new ByteArrayResource(carried.content().toArray()));
    }
}
