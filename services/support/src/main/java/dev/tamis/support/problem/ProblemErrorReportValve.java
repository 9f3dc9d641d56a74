package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers what Tomcat refuses before Spring sees it (a malformed request line, a bad header), in place of its
/// HTML.
public final class ProblemErrorReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String title = StatusTypes.titleOf(status);
        String detail = status < 500 ? "the server could not read the request" : "something went wrong here";
        // Constant text only, so no JSON library is needed this far down.
        String body = "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(Problem.urn(StatusTypes.typeOf(status)), title, status, detail);
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("utf-8");
            Writer reporter = response.getReporter();
            if (reporter != null) {
                reporter.write(body);
                response.finishResponse();
            }
        } catch (IOException gone) {
            // The client left; there is no one to answer.
        }
    }
}
