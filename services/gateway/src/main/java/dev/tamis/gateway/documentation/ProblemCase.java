package dev.tamis.gateway.documentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A problem that an operation may answer.
///
/// @param when in words
/// @param type of its example, without the URN's prefix
/// @param detail of its example
record ProblemCase(int status, String when, String type, String detail) {

    private static final ProblemCase INVALID = new ProblemCase(
            400,
            "The request is broken or a field is wrong",
            "invalid-request",
            "#/k must be less than or equal to 1000");
    private static final ProblemCase NO_KEY = new ProblemCase(
            401,
            "The API key is missing or unknown",
            "missing-key",
            "this needs an API key; send one as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'");
    private static final ProblemCase UNKNOWN = new ProblemCase(
            404, "There is no such collection or item", "unknown-collection", "no collection is named 'prodcuts'");
    private static final ProblemCase UNKNOWN_JOB = new ProblemCase(
            404,
            "There is no such job",
            "unknown-job",
            "no job has the id '6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21'; finished jobs are removed after a while");
    private static final ProblemCase FINISHED_JOB = new ProblemCase(
            409,
            "The job has succeeded or failed",
            "job-finished",
            "job 6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21 has succeeded already, there is nothing to cancel");
    private static final ProblemCase UNKNOWN_UPGRADE = new ProblemCase(
            404,
            "There is no such collection, or its model is not being changed",
            "unknown-upgrade",
            "the model of 'products' is not being changed");
    private static final ProblemCase NOT_READY = new ProblemCase(
            409,
            "Something is still missing",
            "upgrade-not-ready",
            "42,200 items wait for a vector of bge-small-en-v1.5");
    private static final ProblemCase TAKEN = new ProblemCase(
            409,
            "There is a collection of that name already",
            "collection-exists",
            "a collection named 'products' exists already");
    private static final ProblemCase TOO_LARGE = new ProblemCase(
            413,
            "The body is over the limit",
            "body-too-large",
            "the body is over the limit of 8192 KiB; send less at once, or many items as NDJSON to items:bulk");
    private static final ProblemCase OTHER_TYPE = new ProblemCase(
            415, "The body is of another media type", "unsupported-media-type", "the body is text/plain; send JSON");
    private static final ProblemCase AWAY = new ProblemCase(
            503,
            "A service that is needed does not answer",
            "retrieval-unavailable",
            "the retrieval service does not answer; send the request again shortly");

    private static final ProblemCase UNKNOWN_MODEL = new ProblemCase(
            404,
            "There is no such model",
            "unknown-model",
            "no model is named 'text-embedding-3-small'; there are [bge-small-en-v1.5]");
    private static final ProblemCase FULL = new ProblemCase(
            429,
            "Too much waits to be encoded; `Retry-After` says when to send it again",
            "queue-full",
            "300000 tokens wait to be encoded, and no more are taken in; send the request again in 12 s");

    private static final ProblemCase REFUSED_MODEL = new ProblemCase(
            422,
            "The model may not serve",
            "refused-model",
            "model 'shop@3' may not serve: tensor 'item.matrix' has the value NaN at index 17; all must be finite");
    private static final ProblemCase INACTIVE_MODEL = new ProblemCase(
            409,
            "The model is not active",
            "inactive-model",
            "model 'shop@3' is not active; only the active one can be rolled back");
    private static final ProblemCase ACTIVE_MODEL = new ProblemCase(
            409,
            "The model is active",
            "active-model",
            "model 'shop@3' is active; roll it back or activate another one first");

    private static final Set<String> ENCODING = Set.of("createEmbeddings", "rerank");
    private static final Set<String> OF_A_JOB = Set.of("getJob", "cancelJob", "watchJob", "getJobReport");
    private static final Set<String> OF_AN_UPGRADE =
            Set.of("getUpgrade", "switchUpgrade", "rollBackUpgrade", "deleteUpgrade");
    private static final Set<String> WITH_BODY = Set.of(
            "createCollection",
            "putItem",
            "bulkItems",
            "search",
            "createEmbeddings",
            "rerank",
            "sendEvents",
            "createModel",
            "activateModel",
            "createJob");
    private static final Set<String> OF_MODEL =
            Set.of("getModel", "getModelManifest", "getModelWeights", "activateModel", "rollBackModel", "deleteModel");
    private static final Set<String> CHECKING_MODEL = Set.of("createModel", "activateModel", "rollBackModel");
    private static final Set<String> WITHOUT_COLLECTION = Set.of(
            "createCollection",
            "listCollections",
            "createEmbeddings",
            "rerank",
            "listModels",
            "sendEvents",
            "listJobs",
            "getJob",
            "cancelJob",
            "watchJob",
            "getJobReport");

    static List<ProblemCase> of(String operation) {
        List<ProblemCase> cases = new ArrayList<>();
        if (WITH_BODY.contains(operation) || operation.equals("listModels")) {
            cases.add(INVALID);
        }
        cases.add(NO_KEY);
        if (OF_AN_UPGRADE.contains(operation)) {
            cases.add(UNKNOWN_UPGRADE);
        } else if (!WITHOUT_COLLECTION.contains(operation) && !OF_MODEL.contains(operation)) {
            cases.add(UNKNOWN);
        }
        if (operation.equals("switchUpgrade") || operation.equals("rollBackUpgrade")) {
            cases.add(NOT_READY);
        }
        if (ENCODING.contains(operation) || OF_MODEL.contains(operation)) {
            cases.add(UNKNOWN_MODEL);
        }
        if (OF_A_JOB.contains(operation)) {
            cases.add(UNKNOWN_JOB);
        }
        switch (operation) {
            case "cancelJob" -> cases.add(FINISHED_JOB);
            case "rollBackModel" -> cases.add(INACTIVE_MODEL);
            case "deleteModel" -> cases.add(ACTIVE_MODEL);
            default -> {}
        }
        if (operation.equals("createCollection")) {
            cases.add(TAKEN);
        }
        if (WITH_BODY.contains(operation)) {
            if (!operation.equals("bulkItems")) {
                cases.add(TOO_LARGE);
            }
            cases.add(OTHER_TYPE);
        }
        if (CHECKING_MODEL.contains(operation)) {
            cases.add(REFUSED_MODEL);
        }
        if (ENCODING.contains(operation)) {
            cases.add(FULL);
        }
        cases.add(AWAY);
        return cases;
    }

    Map<String, Object> example() {
        var example = new LinkedHashMap<String, Object>();
        example.put("type", "urn:tamis:problem:" + type);
        example.put(
                "title",
                Character.toUpperCase(type.charAt(0)) + type.substring(1).replace('-', ' '));
        example.put("status", status);
        example.put("detail", detail);
        return example;
    }
}
