package dev.tamis.support;

import dev.tamis.support.problem.Refusal;

sealed interface ProbeRefusal extends Refusal permits ProbeController.UnknownThing {}
