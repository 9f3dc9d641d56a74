package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers what Tomcat refuses before Spring sees it (a malformed request line, a bad header), in place of its HTML.
final class ProblemErrorReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String title = StatusTypes.titleOf(status);
        // Constant text only, so no JSON library is needed this far down.
        String body =
                "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"the server could not read the request\"}"
                        .formatted(Problem.urn(StatusTypes.typeOf(status)), title, status);
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("utf-8");
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            // The client left; there is no one to answer.
        }
    }
}
