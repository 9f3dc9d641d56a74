package dev.tamis.embedding.rerank;

import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.common.contract.embedding.RerankResponse;
import dev.tamis.support.http.CallerName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/rerank")
class RerankController {

    private final RerankService reranking;

    RerankController(RerankService reranking) {
        this.reranking = reranking;
    }

    @PostMapping
    RerankResponse rerank(@Valid @RequestBody RerankRequest request, HttpServletRequest http) {
        return reranking.rerank(request, CallerName.of(http));
    }
}
