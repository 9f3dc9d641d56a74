package dev.tamis.common.contract.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a user did with an item.
public enum ActionName {
    @JsonProperty("view")
    VIEW,
    @JsonProperty("click")
    CLICK,
    @JsonProperty("add_to_cart")
    ADD_TO_CART,
    @JsonProperty("purchase")
    PURCHASE
}
