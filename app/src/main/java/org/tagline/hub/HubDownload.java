package org.tagline.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseFiles;
import org.tagline.base.HubCache;
import org.tagline.base.HubName;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.ModelConfig;
import org.tagline.files.BoundedFile;
import org.tagline.files.FolderLock;
import org.tagline.files.JsonFiles;

/**
 * Downloads the files of a base into the hub's cache. A branch points to the new commit only after
 * all files of the commit are complete. Thread-safe; one download runs at a time in a process, and
 * file locks protect the cache from other processes.
 */
public final class HubDownload {
  private static final int MAX_LISTING_BYTES = 32 << 20;
  private static final long SPARE_BYTES = 16L << 20;

  // Within a process, one download after another shows its progress.
  private static final Lock DOWNLOAD_LOCK = new ReentrantLock();

  private final HubCache cache;
  private final HubHttp http;
  private final RetryPolicy retryPolicy;

  public HubDownload(HubSettings settings, HubCache cache) {
    this(settings, cache, RetryPolicy.DEFAULT);
  }

  HubDownload(HubSettings settings, HubCache cache, RetryPolicy retryPolicy) {
    this.cache = cache;
    this.retryPolicy = retryPolicy;
    this.http = new HubHttp(settings, retryPolicy);
  }

  /**
   * Downloads the missing files of a base and returns the folder of the snapshot.
   *
   * @throws HubException if the hub refuses, the connection fails, or a checksum is wrong
   * @throws IOException if the disk fails
   */
  public Path run(HubName name, DownloadListener listener) throws IOException {
    DOWNLOAD_LOCK.lock();
    try {
      return download(name, listener);
    } finally {
      DOWNLOAD_LOCK.unlock();
    }
  }

  private Path download(HubName name, DownloadListener listener) throws IOException {
    JsonNode listing = listing(name);
    String commit = listing.path("sha").asText();
    HubName fixed;
    try {
      fixed = new HubName(name.id(), commit);
    } catch (IllegalArgumentException e) {
      throw notAHub(name, e);
    }
    if (!fixed.isCommit()) {
      throw notAHub(name, null);
    }
    Set<String> available = new LinkedHashSet<>();
    listing.path("siblings").forEach(file -> available.add(file.path("rfilename").asText()));
    List<RemoteFile> files = announced(fixed, available, name);

    Transfer transfer = new Transfer(fixed, files, listener);
    transfer.checkSpace();
    listener.started(name.toString(), transfer.total());
    for (RemoteFile file : files) {
      transfer.fetch(file);
    }
    cache.point(name, commit);
    return cache.snapshot(fixed).orElseThrow();
  }

  private JsonNode listing(HubName name) throws IOException {
    String revision = URLEncoder.encode(name.revision(), StandardCharsets.UTF_8);
    URI uri = http.at("/api/models/" + name.id() + "/revision/" + revision);
    for (int attempt = 1; ; attempt++) {
      try (InputStream in =
          new StallGuard(http.get(uri, 0, "model " + name).body(), retryPolicy.stalled())) {
        return JsonFiles.COMPACT.readTree(in.readNBytes(MAX_LISTING_BYTES));
      } catch (JsonProcessingException e) {
        throw notAHub(name, e);
      } catch (HubException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == RetryPolicy.ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw new HubException(
              "the connection broke while the hub listed the files of " + name + "; try again", e);
        }
        retryPolicy.pause(attempt, Optional.empty());
      }
    }
  }

  private List<RemoteFile> announced(HubName fixed, Set<String> available, HubName name)
      throws IOException {
    List<String> wanted;
    try {
      wanted = BaseFiles.of(available);
    } catch (IOException e) {
      throw new HubException(
          name + " on the hub " + e.getMessage() + ", so it cannot be used as a base", e);
    }
    List<RemoteFile> files = new ArrayList<>();
    for (String path : wanted) {
      RemoteFile file = announced(fixed, path);
      files.add(file);
      if (path.equals(BaseFiles.CONFIG)) {
        refuseLarge(file, BoundedFile.SETTINGS);
        // Reject an unsupported model before its weights are downloaded.
        Architectures.of(ModelConfig.read(fetchSilently(fixed, file)));
      }
      if (BaseFiles.isIndex(path)) {
        refuseLarge(file, BoundedFile.NAMES);
        for (String shard : BaseFiles.shards(fetchSilently(fixed, file))) {
          files.add(announced(fixed, shard));
        }
      }
    }
    return files;
  }

  private static void refuseLarge(RemoteFile file, int limit) throws HubException {
    if (file.size() > limit) {
      throw new HubException(
          "the hub announces %,d bytes for %s, far more than such a file has; it was not downloaded"
              .formatted(file.size(), file.path()));
    }
  }

  private Path fetchSilently(HubName fixed, RemoteFile file) throws IOException {
    return new Transfer(fixed, List.of(file), DownloadListener.SILENT).fetch(file);
  }

  private RemoteFile announced(HubName fixed, String path) throws IOException {
    return RemoteFile.of(path, http.head(http.at(address(fixed, path)), path).headers());
  }

  private static String address(HubName fixed, String path) {
    return "/" + fixed.id() + "/resolve/" + fixed.revision() + "/" + path;
  }

  private static HubException notAHub(HubName name, @Nullable Exception cause) {
    String message =
        "the server at HF_ENDPOINT does not respond like a hub to the request for " + name;
    return cause == null ? new HubException(message) : new HubException(message, cause);
  }

  /** The download of one commit's files. */
  private final class Transfer {
    private final HubName fixed;
    private final List<RemoteFile> files;
    private final DownloadListener listener;
    private long finished;

    Transfer(HubName fixed, List<RemoteFile> files, DownloadListener listener) {
      this.fixed = fixed;
      this.files = files;
      this.listener = listener;
    }

    long total() {
      return files.stream().mapToLong(RemoteFile::size).sum();
    }

    void checkSpace() throws IOException {
      long missing = 0;
      for (RemoteFile file : files) {
        Path blob = cache.blob(fixed, file.etag());
        Path incomplete = BlobDownload.incomplete(blob);
        long present =
            Files.exists(blob)
                ? file.size()
                : Files.exists(incomplete) ? Files.size(incomplete) : 0;
        missing += Math.max(0, file.size() - present);
      }
      Files.createDirectories(cache.root());
      long usable = Files.getFileStore(cache.root()).getUsableSpace();
      if (missing > 0 && missing + SPARE_BYTES > usable) {
        throw new HubException(
            "%s needs another %,d MB, but the disk of %s has %,d MB free; free some space, or set HF_HUB_CACHE to a folder on another disk"
                .formatted(fixed.id(), missing >> 20, cache.root(), usable >> 20));
      }
    }

    Path fetch(RemoteFile file) throws IOException {
      try (FolderLock held = FolderLock.awaitFile(cache.lock(fixed, file.etag()))) {
        Path blob = cache.blob(fixed, file.etag());
        new BlobDownload(http, retryPolicy, file, blob)
            .run(
                http.at(address(fixed, file.path())),
                arrived -> listener.arrived(finished + arrived));
        cache.link(fixed, fixed.revision(), file.path(), file.etag());
        finished += file.size();
        return blob;
      }
    }
  }
}
