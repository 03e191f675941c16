// SPDX-License-Identifier: Apache-2.0
/**
 * Small classes that several bundles need. Each bundle carries a private copy of this package. The classes hold no static state and depend on OSGi
 * alone.
 */
package io.offlinestate.common;
