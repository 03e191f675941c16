// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.benchmarks.listener;

import io.offlinestate.NotifyType;

/** Counts its calls, for contenders whose caller sees what their callbacks have written. Calls must not overlap. */
public final class Counting extends Reacting implements Count {
    private long calls;

    @Override
    protected void called(NotifyType phase) {
        calls++;
    }

    @Override
    public long calls() {
        return calls;
    }
}
