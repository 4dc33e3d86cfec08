/**
 * How Microsoft is asked: tokens from Entra ID, membership from Microsoft Graph, and what each of
 * their answers means. The only room that knows msal4j and Microsoft's addresses.
 */
@NullMarked
package io.github.powerbigate.microsoft;

import org.jspecify.annotations.NullMarked;
