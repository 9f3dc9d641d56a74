package dev.tamis.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tamis", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KERNELS_NEED_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage("..common.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..common.kernel..", "java..", "jdk.incubator.vector..", "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_KERNELS_USE_THE_VECTOR_API = noClasses()
            .that()
            .resideOutsideOfPackage("..common.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    @ArchTest
    static final ArchRule CONTRACTS_NEED_ANNOTATIONS_ONLY = classes()
            .that()
            .resideInAPackage("..common..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tamis.common..",
                    "java..",
                    "jdk.incubator.vector..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "jakarta.validation..");
}
