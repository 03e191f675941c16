package io.offlinestate.benchmarks.listener;

/** The event that buses deliver by type. Immutable. */
public record Tick(long number) {}
