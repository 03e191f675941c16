// SPDX-License-Identifier: Apache-2.0
package io.offlinestate.impl.internal.state;

import io.offlinestate.AdviseInfo;
import io.offlinestate.ConnectionState;
import io.offlinestate.OfflineNotify;
import io.offlinestate.common.SafeText;
import io.offlinestate.impl.internal.dispatch.Dispatcher;
import io.offlinestate.impl.internal.dispatch.Listener;
import io.offlinestate.impl.internal.dispatch.Terms;

/** An advise: a listener, the object that it is advised on, and the bundle that did it. */
public final class Advise extends Listener {
    /** So that the whole label keeps to its length, whatever the value. */
    private static final int MAX_NAME =
            SafeText.LABEL_LENGTH - 1 - String.valueOf(Long.MAX_VALUE).length();

    private final long value;
    private final OfflineNode node;
    private final Owner owner;
    private final CallbackOwner callbackOwner;
    private final ConnectionState stateAtAdvise;
    private final long sequenceAtAdvise;
    /** Its place in the listener set of the node, which it belongs to. */
    int index;

    Advise(
            Dispatcher dispatcher,
            long value,
            OfflineNode node,
            Owner owner,
            CallbackOwner callbackOwner,
            OfflineNotify callback,
            Terms terms,
            ConnectionState state,
            long sequence) {
        super(dispatcher, node, callback, terms);
        this.value = value;
        this.node = node;
        this.owner = owner;
        this.callbackOwner = callbackOwner;
        this.stateAtAdvise = state;
        this.sequenceAtAdvise = sequence;
    }

    /** The bundle of the class of a callback, which the advise belongs to in the eyes of an operator. */
    public record CallbackOwner(long bundleId, String symbolicName) {
        boolean isLike(CallbackOwner other) {
            return bundleId == other.bundleId && symbolicName.equals(other.symbolicName);
        }
    }

    static Terms terms(AdviseInfo info) {
        return new Terms(
                Terms.bits(info.notifyTypes()),
                info.clientToken(),
                info.ranking(),
                SafeText.cut(info.label(), SafeText.LABEL_LENGTH));
    }

    /** Its name in the history, the log and the runtime. */
    public String label() {
        String given = terms().label();
        return given.isEmpty() ? SafeText.cut(callbackOwner.symbolicName(), MAX_NAME) + "/" + value : given;
    }

    public long value() {
        return value;
    }

    public OfflineNode node() {
        return node;
    }

    public Owner owner() {
        return owner;
    }

    public CallbackOwner callbackOwner() {
        return callbackOwner;
    }

    public ConnectionState stateAtAdvise() {
        return stateAtAdvise;
    }

    public long sequenceAtAdvise() {
        return sequenceAtAdvise;
    }
}
