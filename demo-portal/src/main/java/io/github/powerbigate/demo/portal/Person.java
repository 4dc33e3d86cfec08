package io.github.powerbigate.demo.portal;

/**
 * Somebody whom one may sign in as by a click.
 *
 * @param id names the person in forms
 * @param kind what is special about them, in a few words
 * @param expectation what happens on the way to Power BI
 */
public record Person(String id, String fullName, String kind, String expectation) {}
